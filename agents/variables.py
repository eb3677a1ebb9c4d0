"""Variables in a company's texts: {contact.name}, {lead.cf_12|not known yet}; two braces are one. Pure."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from agents.settings import AgentSettings

# What is always there; besides these the fields of the lead and its contact: lead.<key>, contact.<key>.
PLAIN = ("agent", "channel", "now", "stage")
# The settings that a model is told, and the parts of the hand-off that have words of their own.
TOLD_TO_MODEL = ("role", "goal", "instructions")
HANDOFF_PARTS = ("asked", "no_answer", "angry", "topics", "limit", "task")

_MARK = re.compile(r"\{\{|\}\}|\{([^{}\n]{1,200})\}")


@dataclass(frozen=True)
class Variable:
    """`fallback`: what stands there when nothing is known."""

    name: str
    fallback: str = ""


def variables_in(text: str) -> Iterator[Variable]:
    """Each as it stands, also those that do not exist."""
    for mark in _MARK.finditer(text):
        if mark[1] is not None:
            yield _variable(mark[1])


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with what is known; a variable without a value is its fallback."""

    def put(mark: re.Match[str]) -> str:
        if mark[1] is None:
            return mark[0][0]
        variable = _variable(mark[1])
        return values.get(variable.name, "") or variable.fallback

    return _MARK.sub(put, text)


def nearest(name: str, known: Collection[str]) -> str:
    """The variable that was probably meant, "" when none is like it."""
    return next(iter(get_close_matches(name.lower(), known, n=1, cutoff=0.6)), "")


def texts_with_variables(settings: AgentSettings) -> Iterator[tuple[str, str]]:
    """Path and text of everything in which variables are filled."""
    yield from ((name, getattr(settings, name)) for name in TOLD_TO_MODEL)
    yield "hours.text", settings.hours.text
    for name in HANDOFF_PARTS:
        yield f"handoff.{name}.text", getattr(settings.handoff, name).text
    for pipeline_id, pipeline in settings.pipelines.items():
        for stage_id, stage in pipeline.stage_settings.items():
            yield f"pipelines.{pipeline_id}.stage_settings.{stage_id}.prompt", stage.prompt
    for row, script in enumerate(settings.scripts):
        for place, step in enumerate(script.steps):
            yield f"scripts.{row}.steps.{place}.text", getattr(step, "text", "")


def _variable(inside: str) -> Variable:
    name, _bar, fallback = inside.partition("|")
    return Variable(name.strip(), fallback.strip())
