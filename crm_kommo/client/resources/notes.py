"""Notes on leads, contacts, companies and customers. Chat messages are no notes. What can be written: note_contents."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from crm_kommo.client.filters import any_of, since
from crm_kommo.client.http import Query
from crm_kommo.client.pagination import read_pages
from crm_kommo.client.resources.note_contents import NoteContent
from crm_kommo.client.single import read_one
from crm_kommo.client.transport import Transport
from crm_kommo.client.values import moment, number, plain, required_id, text
from crm_kommo.client.written import written_id

Entity = Literal["leads", "contacts", "companies", "customers"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """`type` may be one that nobody documented: Kommo itself writes such. `params` are as Kommo gave them.

    `is_pinned` is None when it was not asked for.
    """

    id: int
    entity_id: int | None
    type: str
    params: dict[str, Any]
    created_by: int | None
    responsible_user_id: int | None
    created_at: datetime | None
    updated_at: datetime | None
    is_pinned: bool | None

    @property
    def text(self) -> str:
        """What a person would read, "" for types without words of their own."""
        return text(self.params.get("text"))


class NotesResource:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def find(
        self,
        *,
        entity: Entity,
        entity_id: int | None = None,
        ids: Iterable[int] = (),
        types: Iterable[str] = (),
        updated_since: datetime | None = None,
    ) -> list[Note]:
        """Notes of one lead (contact, ...) or, without `entity_id`, of all."""
        path = f"/api/v4/{entity}/notes" if entity_id is None else f"/api/v4/{entity}/{entity_id}/notes"
        query: Query = [
            ("with", "is_pinned"),
            *any_of("id", ids),
            *any_of("note_type", types),
            *since("updated_at", updated_since),
        ]
        return [_note(item) for item in read_pages(self._transport, path, member="notes", query=query)]

    def get(self, *, entity: Entity, note_id: int) -> Note | None:
        item = read_one(self._transport, f"/api/v4/{entity}/notes/{note_id}", query=[("with", "is_pinned")])
        return None if item is None else _note(item)

    def add(self, *, entity: Entity, entity_id: int, content: NoteContent) -> int:
        """The new note's id. Raises Invalid when the entity does not exist or the type cannot be written."""
        note = {"entity_id": entity_id, "note_type": content.type, "params": content.params}
        answer = self._transport.send("POST", f"/api/v4/{entity}/notes", json=[note])
        return written_id(answer, member="notes")

    def update(self, *, entity: Entity, entity_id: int, note_id: int, content: NoteContent) -> None:
        """Replace the params; the type stays. Raises Invalid, also for a note of another type."""
        note = {"id": note_id, "entity_id": entity_id, "note_type": content.type, "params": content.params}
        answer = self._transport.send("PATCH", f"/api/v4/{entity}/notes", json=[note])
        written_id(answer, member="notes")

    def pin(self, *, entity: Entity, note_id: int) -> None:
        """Keep it on top of the card. Raises NotFound."""
        self._transport.send("POST", f"/api/v4/{entity}/notes/{note_id}/pin", json={})

    def unpin(self, *, entity: Entity, note_id: int) -> None:
        self._transport.send("POST", f"/api/v4/{entity}/notes/{note_id}/unpin", json={})


def _note(item: dict[str, Any]) -> Note:
    params, pinned = item.get("params"), item.get("is_pinned")
    return Note(
        id=required_id(item),
        entity_id=number(item.get("entity_id")),
        type=text(item.get("note_type")),
        # PHP writes an empty map as [].
        params=plain(params) if isinstance(params, dict) else {},
        created_by=number(item.get("created_by")),
        responsible_user_id=number(item.get("responsible_user_id")),
        created_at=moment(item.get("created_at")),
        updated_at=moment(item.get("updated_at")),
        is_pinned=pinned if isinstance(pinned, bool) else None,
    )
