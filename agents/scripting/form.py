"""The form of one script: what was posted, or is stored, as rows that a page can show even while they are wrong."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from agents.posted import posted_settings, whole_number
from agents.settings.scripts import STEP_KINDS

PART = "script"
# What each kind of step has besides its kind and key, as an empty one.
NEW_STEP: dict[str, dict[str, Any]] = {
    "say": {"text": "", "exact": True},
    "ask": {"text": "", "exact": True, "field": ""},
    "condition": {"of": "said", "test": "contains", "value": "", "then": "", "otherwise": ""},
    "go_to": {"step": ""},
    "hand_off": {"text": ""},
    "end": {},
}
EMPTY: dict[str, Any] = {"name": "", "is_active": True, "when": "", "examples": [], "steps": []}


@dataclass(frozen=True)
class ScriptForm:
    """`values` in the settings' shape; `faults`: path in the script → what is wrong there."""

    values: Mapping[str, Any]
    faults: Mapping[str, str] = field(default_factory=dict)

    @property
    def examples(self) -> str:
        return "\n".join(self.values["examples"])


def posted_script(posted: QueryDict, *, fields: Mapping[str, str]) -> dict[str, Any]:
    """`fields`: what the page calls a field → its path; what is no field stays as it was typed, and is refused."""
    told = posted_settings(posted, parts=(PART,)).get(PART)
    told = told if isinstance(told, dict) else {}
    values = {**EMPTY, **{name: value for name, value in told.items() if name in EMPTY}}
    values["examples"] = [line.strip() for line in str(told.get("examples", "")).splitlines() if line.strip()]
    rows = values["steps"] if isinstance(values["steps"], list) else []
    values["steps"] = [_step(row, fields) for row in rows if isinstance(row, dict)]
    return values


def _step(row: Mapping[str, Any], fields: Mapping[str, str]) -> dict[str, Any]:
    row = {name: value for name, value in row.items() if isinstance(value, str | bool)}
    kind = row.get("kind", "")
    step = {"kind": kind, "key": row.get("key", "")}
    for name, empty in NEW_STEP.get(kind, {}).items():
        value = row.get(name, empty)
        step[name] = fields.get(str(value).strip(), str(value).strip()) if name in ("field", "of") else value
    return step


def edited(values: Mapping[str, Any], *, do: str) -> dict[str, Any]:
    """The script after a button of its list of steps: add:<kind>, up:<row>, down:<row>, remove:<row>."""
    steps = list(values["steps"])
    act, _colon, about = do.partition(":")
    if act == "add" and about in STEP_KINDS:
        steps.append({"kind": about, "key": _free_key(steps), **NEW_STEP[about]})
    elif (row := whole_number(about)) is not None and row < len(steps):
        if act == "remove":
            del steps[row]
        elif act == "up" and row > 0:
            steps.insert(row - 1, steps.pop(row))
        elif act == "down":
            steps.insert(row + 1, steps.pop(row))
    return {**values, "steps": steps}


def _free_key(steps: Iterable[Mapping[str, Any]]) -> str:
    taken = {step["key"] for step in steps}
    return next(key for number in range(1, 1000) if (key := f"s{number}") not in taken)
