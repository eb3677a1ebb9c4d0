"""Two texts beside each other, line by line. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

# Unchanged lines that are shown around a change.
AROUND = 2


@dataclass(frozen=True)
class Line:
    """`gap`: unchanged lines that are left out here."""

    kind: Literal["same", "out", "in", "gap"]
    text: str = ""


def line_diff(before: str, after: str) -> list[Line]:
    """The changed lines, with a few around them."""
    old, new = before.splitlines(), after.splitlines()
    groups = list(SequenceMatcher(a=old, b=new, autojunk=False).get_grouped_opcodes(AROUND))
    return list(_lines(groups, old, new))


def _lines(groups: list, old: list[str], new: list[str]) -> Iterator[Line]:
    reached = 0
    for group in groups:
        if group[0][1] > reached:
            yield Line("gap")
        for kind, a_from, a_to, b_from, b_to in group:
            if kind == "equal":
                yield from (Line("same", text) for text in old[a_from:a_to])
            else:
                yield from (Line("out", text) for text in old[a_from:a_to])
                yield from (Line("in", text) for text in new[b_from:b_to])
        reached = group[-1][2]
    if groups and reached < len(old):
        yield Line("gap")
