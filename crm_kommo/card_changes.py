"""What a write did to the fields of a card, and how that is kept in `OutgoingWrite.changes`."""

from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

from crm_kommo.field_problems import FieldProblem


class Held(NamedTuple):
    """What stood in a field: as a person reads it, and in Kommo's shape."""

    text: str
    raw: Any


class FieldChange(NamedTuple):
    old: Held
    new: Held


@dataclass(frozen=True, slots=True)
class CardChanges:
    """By key: what was written; what stood there already; what somebody changed meanwhile, and was left; what could
    not be written, and why.
    """

    written: dict[str, FieldChange] = field(default_factory=dict)
    unchanged: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    problems: dict[str, FieldProblem] = field(default_factory=dict)

    def json(self) -> dict[str, Any]:
        problems = {key: asdict(problem) for key, problem in self.problems.items()}
        return {
            "written": self.written,
            "unchanged": self.unchanged,
            "conflicts": self.conflicts,
            "problems": problems,
        }


def changes_from(kept: dict[str, Any]) -> CardChanges:
    """The opposite of `CardChanges.json`."""
    return CardChanges(
        written={key: FieldChange(Held(*old), Held(*new)) for key, (old, new) in kept.get("written", {}).items()},
        unchanged=kept.get("unchanged", []),
        conflicts=kept.get("conflicts", []),
        problems={key: FieldProblem(**problem) for key, problem in kept.get("problems", {}).items()},
    )
