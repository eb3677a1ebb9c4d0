"""A company's own regular expressions: they may be wrong, and they may take for ever."""

import re
from functools import lru_cache

import regex

SECONDS = 0.1
# Repetitions are unrolled when a pattern is compiled, those inside others as often as both together.
REPEATED_MOST = 1_000
# What has one of these shapes has any shape.
_ANYTHING = ("", "a", "я", "hello there", "Привет")
_PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{\s*(?P<least>\d*)\s*(?:,\s*(?P<most>\d*)\s*)?\}|.", re.DOTALL)


def among_words(pattern: str) -> str:
    """The pattern as it is looked for in a text: from the edge of a word to the edge of a word."""
    return rf"(?<!\w)(?:{pattern})(?!\w)"


@lru_cache(maxsize=2_000)
def is_usable(pattern: str) -> bool:
    """Whether it can be compiled, by itself and among words, and at what cost anybody can bear."""
    if _repeated(pattern) > REPEATED_MOST:
        return False
    try:
        regex.compile(pattern)
        regex.compile(among_words(pattern))
    except (regex.error, RecursionError, OverflowError):
        return False
    return True


def matches(pattern: str, text: str) -> bool:
    """Whether the whole text has the shape. One that cannot be read or takes too long matches nothing."""
    if not is_usable(pattern):
        return False
    try:
        return regex.fullmatch(pattern, text, timeout=SECONDS) is not None
    except (regex.error, TimeoutError):
        return False


def is_particular(pattern: str) -> bool:
    """Whether it describes a shape by which a value can be found among other words."""
    return bool(pattern) and is_usable(pattern) and not any(matches(pattern, text) for text in _ANYTHING)


def _repeated(pattern: str) -> int:
    """How often the innermost piece is repeated at most, by counts alone."""
    # Of each group that is open: the most inside it so far, and that of its last piece.
    groups = [[1, 1]]
    for piece in _PIECE.finditer(pattern):
        count = max(int(piece["least"] or 1), int(piece["most"] or 1)) if piece["least"] is not None else 0
        if count:
            groups[-1][1] *= count
        elif piece.group() == "(":
            groups.append([1, 1])
            continue
        elif piece.group() == ")" and len(groups) > 1:
            inside = groups.pop()[0]
            groups[-1][1] = inside
        elif piece.group() not in "?+*":
            groups[-1][1] = 1
        groups[-1][0] = max(groups[-1])
    return max(group[0] for group in groups)
