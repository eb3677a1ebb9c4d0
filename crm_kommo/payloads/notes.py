"""Notes: the action `note` of leads, contacts, companies and customers, wrapped twice (`note[0][note]`)."""

from dataclasses import dataclass
from datetime import datetime

from crm_kommo.payloads.events import Event
from crm_kommo.payloads.form_data import Node
from crm_kommo.payloads.scalars import element_kind, entity_id, moment, number, text


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteAdded(Event):
    """`note_type` is the old API's number, kept as it came. Hooks of before 2018 have no id."""

    note_id: int | None
    note_type: str
    entity: str
    entity_id: int
    text: str
    attachment: str
    created_user_id: int | None
    modified_user_id: int | None
    created_at: datetime | None
    updated_at: datetime | None


def read_note(*, family: str, item: Node, account_id: int | None) -> Event | None:
    outer = item if isinstance(item, dict) else {}
    note = outer.get("note", outer)
    owner_id = entity_id(note.get("element_id")) if isinstance(note, dict) else None
    if not isinstance(note, dict) or owner_id is None:
        return None
    return NoteAdded(
        account_id=account_id or entity_id(note.get("account_id")),
        note_id=entity_id(note.get("id")),
        note_type=text(note.get("note_type")),
        entity=element_kind(note.get("element_type")) or _owner(family, outer),
        entity_id=owner_id,
        text=text(note.get("text")),
        # Kommo's own spelling.
        attachment=text(note.get("attachement")),
        created_user_id=number(note.get("created_by")),
        modified_user_id=number(note.get("modified_by")),
        created_at=moment(note.get("created_at")),
        updated_at=moment(note.get("updated_at")),
    )


def _owner(family: str, outer: dict[str, Node]) -> str:
    return "companies" if text(outer.get("type")) == "company" else family
