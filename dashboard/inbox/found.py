"""What was read for the fields of the cards in a customer's message, and why some of it was not written."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from agents.entry.words import WHY
from agents.extraction.types import Skip


@dataclass(frozen=True)
class FoundValue:
    """`agent`: who read it, where it is not the one that acted; `why` it was not written, empty where it was."""

    field: str
    value: str
    why: str
    agent: str = ""


def values_found(trace: dict[str, Any]) -> list[FoundValue]:
    """By a decision's trace: of the agent that acted, of those that only collect, and of a script's answer."""
    return list(_found(trace))


def _found(trace: dict[str, Any]) -> Iterator[FoundValue]:
    yield from _of_entry(trace.get("entry") or {})
    for collector in trace.get("collected") or []:
        yield from _of_entry(collector.get("entry") or {}, agent=collector["agent"])
    script = trace.get("script") or {}
    # What a script wrote is told with the script; here only what it could not write.
    if script.get("unwritten"):
        yield FoundValue(script.get("field") or "", script.get("answer") or "", _why(script["unwritten"]))


def _of_entry(entry: dict[str, Any], *, agent: str = "") -> Iterator[FoundValue]:
    for one in entry.get("found") or []:
        # Decisions of old name the field only by its path.
        yield FoundValue(one.get("name") or one["field"], one["value"], _why(one["skipped"]), agent)


def _why(code: str | None) -> str:
    return str(WHY[Skip(code)]) if code else ""
