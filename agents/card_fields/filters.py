"""Which rows of a card's fields are shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from agents.card_fields.access import AccessRow


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFilter:
    """As the address says it; `chosen`: only what the agent may see, and what is sensitive."""

    q: str = ""
    group: str = ""
    type: str = ""
    chosen: bool = False

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "FieldFilter":
        return cls(
            q=query.get("q", "").strip(),
            group=query.get("group", ""),
            type=query.get("type", ""),
            chosen=bool(query.get("chosen")),
        )

    @property
    def is_any(self) -> bool:
        return bool(self.q or self.group or self.type or self.chosen)

    def taken(self, rows: Iterable[AccessRow]) -> list[AccessRow]:
        return [row for row in rows if self._takes(row)]

    def _takes(self, row: AccessRow) -> bool:
        """What is gone from Kommo is never hidden: it is there to be mended."""
        fits = (
            (self.q.casefold() in row.name.casefold() or self.q == row.key)
            and self.group in ("", row.group)
            and self.type in ("", row.type)
            and (row.is_chosen or not self.chosen)
        )
        return fits or row.is_missing
