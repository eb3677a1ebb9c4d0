from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["text", "textarea", "lines", "number", "switch", "part", "segmented", "choices", "select", "ticks"]

# How a control of a kind says in its name what it holds (agents.posted).
MARKS: Mapping[str, str] = {"lines": ":l", "number": ":n", "switch": ":b", "part": ":p", "ticks": "[]"}


@dataclass(frozen=True, kw_only=True)
class Control:
    """How a setting is shown: its words, and which kind of control. Lengths and bounds are the setting's own.

    `title`: what the setting is called away from its form, where the label alone would not tell. `choices`: value →
    words; where they are the account's (its users …) the page gives them. `unit` stands behind a number. `mark`
    replaces the kind's own: ":o" for a choice of which none is one.
    """

    label: Any
    title: Any = None
    help: Any = ""
    kind: Kind = "text"
    choices: Mapping[Any, Any] = field(default_factory=dict)
    unit: Any = ""
    placeholder: Any = ""
    rows: int = 4
    mark: str | None = None

    @property
    def is_group(self) -> bool:
        """Several inputs under one legend."""
        return self.kind in ("segmented", "choices", "ticks")

    @property
    def called(self) -> Any:
        return self.label if self.title is None else self.title

    def name(self, path: str) -> str:
        return path + (MARKS.get(self.kind, "") if self.mark is None else self.mark)
