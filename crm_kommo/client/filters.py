"""What a list is to hold, in the spelling of PHP's query strings.

Times always go as a range: Kommo ignores or misreads a single number.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

from crm_kommo.client.http import Query

Order = Literal["created_at", "updated_at", "id"]
Range = tuple[datetime | None, datetime | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Those of cards. Empty members do not filter; ranges include both ends, either may be None.

    `text` searches names and all filled fields, phones and e-mails too. `stages` (pipeline, status), `pipeline_ids`,
    `price` and `closed` are for leads.
    """

    ids: Sequence[int] = ()
    names: Sequence[str] = ()
    text: str = ""
    responsible_user_ids: Sequence[int] = ()
    created_by: Sequence[int] = ()
    updated_by: Sequence[int] = ()
    created: Range = (None, None)
    updated: Range = (None, None)
    closed: Range = (None, None)
    price: tuple[Decimal | None, Decimal | None] = (None, None)
    pipeline_ids: Sequence[int] = ()
    stages: Sequence[tuple[int, int]] = ()
    order: Order | None = None
    newest_first: bool = False

    def query(self) -> Query:
        lists = {
            "id": self.ids,
            "name": self.names,
            "responsible_user_id": self.responsible_user_ids,
            "created_by": self.created_by,
            "updated_by": self.updated_by,
            "pipeline_id": self.pipeline_ids,
        }
        return [
            *(pair for name, values in lists.items() for pair in any_of(name, values)),
            *_times("created_at", self.created),
            *_times("updated_at", self.updated),
            *_times("closed_at", self.closed),
            *_ends("price", [None if end is None else str(end) for end in self.price]),
            *(
                (f"filter[statuses][{index}][{name}]", id_)
                for index, stage in enumerate(self.stages)
                for name, id_ in zip(("pipeline_id", "status_id"), stage, strict=True)
            ),
            *([("query", self.text)] if self.text else []),
            *([(f"order[{self.order}]", "desc" if self.newest_first else "asc")] if self.order else []),
        ]


def any_of(name: str, values: Iterable[str | int]) -> Query:
    """`filter[name][]` once for each value; no values, no filter."""
    return [(f"filter[{name}][]", value) for value in values]


def since(name: str, moment: datetime | None) -> Query:
    """At or after a moment, which Kommo knows to the second."""
    return _times(name, (moment, None))


def _times(name: str, ends: Range) -> Query:
    return _ends(name, [None if end is None else int(end.timestamp()) for end in ends])


def _ends(name: str, ends: Sequence[str | int | None]) -> Query:
    named = zip(("from", "to"), ends, strict=True)
    return [(f"filter[{name}][{side}]", end) for side, end in named if end is not None]
