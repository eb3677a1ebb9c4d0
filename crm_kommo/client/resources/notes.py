from crm_kommo.client.errors import UnreadableAnswer
from crm_kommo.client.pagination import embedded, read_pages
from crm_kommo.client.transport import Transport
from crm_kommo.client.values import object_of, required_id, text


class NotesResource:
    """Notes of leads and contacts; `entity` is "leads" or "contacts"."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def add(self, *, entity: str, entity_id: int, text: str) -> int:
        """Write a plain note; its id."""
        body = [{"note_type": "common", "params": {"text": text}}]
        answer = self._transport.send("POST", f"/api/v4/{entity}/{entity_id}/notes", json=body)
        written = embedded(object_of(answer), "notes")
        if not written:
            raise UnreadableAnswer("The answer lacks the note.")
        return required_id(written[0])

    def texts(self, *, entity: str, entity_id: int) -> list[str]:
        """What the plain notes say."""
        path, query = f"/api/v4/{entity}/{entity_id}/notes", [("filter[note_type][]", "common")]
        pages = read_pages(self._transport, path, member="notes", query=query)
        return [text((item.get("params") or {}).get("text")) for item in pages]
