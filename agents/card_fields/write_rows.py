"""What agents wrote into cards, as rows for people."""

from collections.abc import Iterable
from dataclasses import dataclass

from agents.card_kinds import ENTITIES
from agents.extraction.types import masked
from agents.models import FieldWrite
from agents.selectors import settings_of_all, versions_current
from agents.settings.card_field import CardField
from crm_kommo import selectors as crm
from crm_kommo.card_pages import card_page

TONES = {
    FieldWrite.State.PENDING: "run",
    FieldWrite.State.WRITTEN: "ok",
    FieldWrite.State.REFUSED: "warn",
    FieldWrite.State.UNKNOWN: "warn",
    FieldWrite.State.UNDONE: "off",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteRow:
    """`card_url` is in Kommo, "" while no account is connected; `percent` of confidence."""

    write: FieldWrite
    card_url: str
    old: str
    new: str
    quote: str
    percent: int
    tone: str

    @property
    def can_be_undone(self) -> bool:
        return self.write.state == FieldWrite.State.WRITTEN


def write_rows(writes: Iterable[FieldWrite]) -> list[WriteRow]:
    """Three queries at most beside that for the writes."""
    writes = list(writes)
    if not writes:
        return []
    connection = crm.connection_current()
    base_url = connection.base_url if connection else ""
    hidden = fields_hidden()
    return [
        WriteRow(
            write=write,
            card_url=card_page(base_url, entity=write.entity, card_id=write.card_id) if base_url else "",
            old=write_shown(write, write.old_text, hidden),
            new=write_shown(write, write.new_text, hidden),
            quote=write_shown(write, write.quote, hidden),
            percent=round(write.confidence * 100),
            tone=TONES[FieldWrite.State(write.state)],
        )
        for write in writes
    ]


def fields_hidden() -> set[tuple[str, str]]:
    """What any agent holds for sensitive now, draft or live, by entity and key: it may have been written before."""
    versions = list(versions_current())
    paths = (path for settings in settings_of_all(versions).values() for path in settings.access.sensitive)
    return {(ENTITIES[card], key) for card, key in map(CardField.parse, paths)}


def write_shown(write: FieldWrite, text: str, hidden: set[tuple[str, str]]) -> str:
    is_hidden = write.is_sensitive or (write.entity, write.field_key) in hidden
    return masked(text, is_sensitive=is_hidden)
