from crm_kommo.client.errors import UnreadableAnswer
from crm_kommo.client.pagination import embedded
from crm_kommo.client.transport import Transport
from crm_kommo.client.values import object_of, required_id


class CheckNotesResource:
    """The one note that the diagnostics write. Kommo documents no way to delete a note, so it stays."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def write(self, *, lead_id: int, text: str) -> int:
        """The note's id. Sent once; NoAnswer and ServerFault leave it unknown whether the note is there."""
        body = [{"note_type": "common", "params": {"text": text}}]
        answer = object_of(self._transport.send("POST", f"/api/v4/leads/{lead_id}/notes", json=body))
        notes = embedded(answer, "notes")
        if not notes:
            raise UnreadableAnswer("The answer lacks the note.")
        return required_id(notes[0])
