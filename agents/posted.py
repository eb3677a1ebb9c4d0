"""A posted form as the part of the settings it shows: a control is named by its path. Pure.

`style.tone` is a text, `limits.per_day:n` a number, `hours.is_on:b` a switch, `language.fixed:o` a text that is nothing
when it is empty, `handoff.topics.words:l` a list with one in each line, `handoff.users[]:n` a list of several controls
of one name. `hours.week.mon.#0.opens` is something in the first row of a list, and `hours.week.mon.#` says that there
is such a list even when it has no rows; a row in which nothing stands is none. `takeover.resume_after:p`, a switch in
front of the controls of a part that may be missing as a whole, says whether there is one. Of several controls of one
name the last counts: a hidden `off` in front of a checkbox is what an unchecked one says. `synonyms.<name>:w` is a list
under a name of the tenant's own, such as a choice of Kommo, and is left out when nothing stands in it; `as_step` writes
such a name, since it may hold dots and whatever else means something here.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol
from urllib.parse import quote, unquote

from agents.posted_shape import shaped

ROWS = "#"
EMPTY = ("", None)
NAMED = "w"
# A path of the settings has fewer steps, an id or a revision fewer digits.
MOST_STEPS = 12
MOST_DIGITS = 18
# No draft has it: a form that does not say which one it showed was made over none.
NO_REVISION = -1


class Posted(Protocol):
    def __iter__(self) -> Iterable[str]: ...
    def getlist(self, name: str) -> list[str]: ...


def posted_settings(posted: Posted, *, parts: Iterable[str]) -> dict[str, Any]:
    """What the form says about these top-level parts; controls of other names (tokens, buttons) are not looked at."""
    wanted = set(parts)
    tree: dict[str, Any] = {}
    for name in posted:
        path, _, kind = name.partition(":")
        steps = path.removesuffix("[]").split(".")
        if steps[0] in wanted and len(steps) <= MOST_STEPS:
            values = [_read(value, kind) for value in posted.getlist(name)]
            if kind == NAMED and not values[-1]:
                _reach(tree, steps[:-1])
                continue
            several = [value for value in values if value not in EMPTY]
            _put(tree, steps, several if path.endswith("[]") else values[-1])
    return shaped({name: _with_lists(value) for name, value in tree.items()})


def whole_number(text: str) -> int | None:
    """An id, a row or a revision; None for what is none."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None


def revision_posted(posted: Posted) -> int:
    """That of the draft which the form showed."""
    said = posted.getlist("revision")
    seen = whole_number(said[-1]) if said else None
    return NO_REVISION if seen is None else seen


def as_step(name: str) -> str:
    """A name of the tenant's own as one step of a path."""
    return quote(name, safe="").replace(".", "%2E")


def _read(value: str, kind: str) -> Any:
    if kind in READERS:
        return READERS[kind](value)
    return value


def _number(value: str) -> Any:
    """None for nothing; what is no number stays as it was typed, and is refused by the settings."""
    try:
        return int(value)
    except ValueError:
        pass
    try:
        return float(value) if value.strip() else None
    except ValueError:
        return value


def _lines(value: str) -> list[str]:
    return [line.strip() for line in value.splitlines() if line.strip()]


READERS: dict[str, Callable[[str], Any]] = {
    "b": lambda value: value == "on",
    "n": _number,
    "o": lambda value: value or None,
    "l": _lines,
    NAMED: _lines,
    "p": lambda value: {} if value == "on" else None,
}


def _put(tree: dict[str, Any], steps: list[str], value: Any) -> None:
    below = _reach(tree, steps[:-1])
    if below is None:
        return
    if steps[-1] == ROWS:
        below.setdefault(ROWS, None)
    else:
        below[steps[-1]] = value


def _reach(tree: dict[str, Any], steps: list[str]) -> dict[str, Any] | None:
    """The object at these steps, made where there is none; None where something else stands."""
    for step in steps:
        tree = tree.setdefault(step, {})
        if not isinstance(tree, dict):
            return None
    return tree


def _with_lists(value: Any) -> Any:
    """Rows in the order in which they stand on the page: numbers may be missing where a row was taken out."""
    if not isinstance(value, Mapping):
        return value
    if any(key.startswith(ROWS) for key in value):
        rows = [_with_lists(row) for key, row in value.items() if key != ROWS]
        return [row for row in rows if not _is_blank(row)]
    return {unquote(key): _with_lists(inner) for key, inner in value.items()}


def _is_blank(row: Any) -> bool:
    """Whether a row holds nothing: the one that waits to be filled, or one that was emptied."""
    if isinstance(row, Mapping):
        return all(_is_blank(inner) for inner in row.values())
    return row in EMPTY or row == []
