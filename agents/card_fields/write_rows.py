"""What agents wrote into cards, as rows for people."""

from collections.abc import Iterable
from dataclasses import dataclass

from agents.extraction.types import MASK
from agents.models import FieldWrite
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
    """One query beside that for the writes."""
    connection = crm.connection_current()
    base_url = connection.base_url if connection else ""
    return [
        WriteRow(
            write=write,
            card_url=card_page(base_url, entity=write.entity, card_id=write.card_id) if base_url else "",
            old=_shown(write, write.old_text),
            new=_shown(write, write.new_text),
            quote=_shown(write, write.quote),
            percent=round(write.confidence * 100),
            tone=TONES[FieldWrite.State(write.state)],
        )
        for write in writes
    ]


def _shown(write: FieldWrite, text: str) -> str:
    return MASK if write.is_sensitive and text else text
