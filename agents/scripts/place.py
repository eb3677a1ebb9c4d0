"""Where a conversation stands in a script."""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Place:
    """At the question `step`, which was asked `asked` times. `answers`: field → what was answered, "" when skipped."""

    script_id: int
    step: str
    asked: int = 1
    answers: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def place_from(kept: dict[str, Any] | None) -> Place | None:
    """The opposite of `Place.as_json`."""
    return Place(**kept) if kept else None
