"""What the pages of scripts show."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from agents import selectors
from agents.models import Agent
from agents.scripting.form import ScriptForm
from agents.scripting.words import KINDS, TESTS, flaw_words, outline, said_name
from agents.scripts.outline import Flaw, flaws
from agents.settings.scripts import Script


@dataclass(frozen=True)
class ScriptRow:
    """`here`: how many conversations stand in it now."""

    script: Script
    here: int
    flaws: list[str]


@dataclass(frozen=True)
class StepRow:
    """A step as it was stored or typed; `of` and `field` by their names. `faults`, `notes`: what is wrong with it."""

    number: int
    kind: str
    kind_label: str
    values: Mapping[str, Any]
    field_name: str
    faults: Mapping[str, str]
    notes: list[str]
    is_first: bool
    is_last: bool


def list_context(agent: Agent, scripts: list[Script]) -> dict[str, Any]:
    """The same number of queries however many scripts there are."""
    counts = selectors.script_counts(agent)
    builtin = selectors.builtin_answers(agent)
    rows = [
        ScriptRow(script, counts.get(script.id, 0), [flaw_words(one) for one in flaws(script, has_model=not builtin)])
        for script in scripts
    ]
    return {"agent": agent, "rows": rows, "builtin_answers": builtin}


def editor_context(agent: Agent, script: Script | None, form: ScriptForm, fields: dict[str, str]) -> dict[str, Any]:
    """`script`: as the draft has it, None for a new one; its outline and flaws are those of what is saved."""
    builtin = selectors.builtin_answers(agent)
    noted = flaws(script, has_model=not builtin) if script else []
    is_saved = script is not None and form.values.get("steps") == script.model_dump(mode="json")["steps"]
    notes: dict[int, list[str]] = {}
    for one in noted:
        if one.step and is_saved:
            notes.setdefault(one.step, []).append(flaw_words(one).partition(": ")[2])
    names = {**fields, "said": said_name()}
    steps = form.values["steps"]
    return {
        "agent": agent,
        "script": script,
        "form": form,
        "revision": selectors.draft_of(agent).revision,
        "builtin_answers": builtin,
        "steps": [
            _row(number, step, names, form, notes.get(number, []), of=len(steps))
            for number, step in enumerate(steps, start=1)
        ],
        "aims": [(step["key"], f"{number}. {_label(step)}") for number, step in enumerate(steps, start=1)],
        "field_names": names.values(),
        "kinds": KINDS,
        "tests": TESTS,
        "outline": outline(script, fields) if script and is_saved else [],
        "whole_flaws": [flaw_words(one) for one in noted if one.step is None and one.flaw is not Flaw.NO_STEPS],
    }


def _row(
    number: int, step: Mapping[str, Any], names: Mapping[str, str], form: ScriptForm, notes: list[str], *, of: int
) -> StepRow:
    within = f"steps.{number - 1}."
    path = step.get("field") or step.get("of") or ""
    return StepRow(
        number=number,
        kind=step["kind"],
        kind_label=str(KINDS.get(step["kind"], step["kind"])),
        values=step,
        field_name=names.get(path, path),
        faults={path.removeprefix(within): text for path, text in form.faults.items() if path.startswith(within)},
        notes=notes,
        is_first=number == 1,
        is_last=number == of,
    )


def _label(step: Mapping[str, Any]) -> str:
    text = " ".join(str(step.get("text", "")).split())[:40]
    kind = str(KINDS.get(step["kind"], step["kind"]))
    return f"{kind}: {text}" if text else kind
