"""How a conversation is written down: a list of them in each file, as YAML.

name, clause: what it shows · settings: laid over the agent's · lead: of the card, such as status_id · model: what the
workspace's own model says, step by step (none: the built-in model answers) · talk: what happens, step by step.

A step of the talk: `customer` (a text, or the list of a burst), `person`, `bot`, `passes` (such as {hours: 13}),
`resolved: true`, `settings`, or `expect`: what came of everything since the last expectation.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.agents.model_steps import EMPTY, HTML, NOTHING, Step, calling, calls, cut, fails, fills, says, slow

HERE = Path(__file__).parent
LANGUAGES = ("en", "ru", "es", "pt")
COMPANY = "company.yaml"
STEPS = {"customer", "person", "bot", "passes", "resolved", "settings", "expect"}
EXPECTED = {
    "said", "not_said", "messages", "reasons", "tools", "refused_tools", "handed_off", "fields", "tasks", "stage",
    "language", "told", "not_told", "requests", "guard",
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One conversation. `talk`: pairs of what happens and with what."""

    name: str
    clause: str
    talk: list[tuple[str, Any]]
    settings: dict[str, Any] = field(default_factory=dict)
    lead: dict[str, Any] = field(default_factory=dict)
    model: list[dict[str, Any]] = field(default_factory=list)


def cases_of(language: str) -> Iterator[Case]:
    """All that are written in that language. Raises ValueError for what nobody understands."""
    for path in sorted((HERE / language).glob("*.yaml")):
        if path.name != COMPANY:
            for told in yaml.safe_load(path.read_text()):
                yield Case(**{**told, "talk": [_step(step, told["name"]) for step in told["talk"]]})


def company_of(language: str) -> list[dict[str, str]]:
    """What the company knows: titles and bodies."""
    return yaml.safe_load((HERE / language / COMPANY).read_text())


def model_step(told: dict[str, Any]) -> Step:
    """What the model says once; `meanwhile` is the player's."""
    [(kind, value)] = [(kind, value) for kind, value in told.items() if kind not in ("meanwhile", "seconds", "text")]
    made = {
        "says": lambda: says(value),
        "calls": lambda: calls(*value),
        "calls_all": lambda: Step(calling(*[tuple(call) for call in value], text=told.get("text"))),
        "fills": lambda: fills(value),
        "fails": lambda: fails(value),
        "cuts": lambda: cut(says(value), after=20),
        "rubbish": lambda: {"nothing": NOTHING, "empty": EMPTY, "html": HTML}[value],
    }[kind]()
    return slow(made, seconds=told["seconds"]) if "seconds" in told else made


def _step(told: dict[str, Any], name: str) -> tuple[str, Any]:
    [(kind, value)] = told.items()
    if kind not in STEPS or (kind == "expect" and not set(value) <= EXPECTED):
        raise ValueError(f"{name}: {told}")
    return kind, value
