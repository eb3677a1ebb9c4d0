"""A number in a text, in the ways in which people write one: 1200, 1 200, 1.200, +7 (900) 123-45-67. Pure."""

import re
from collections.abc import Iterator

# One mark between digits; ", " and ". " are between two numbers, or two sentences.
_BETWEEN = r"(?: ?\(|\) ?|\)-|[ .,'’/‐‑–—−-])"
_WRITTEN = re.compile(rf"[0-9]+(?:{_BETWEEN}[0-9]+)*")
_DIGITS = re.compile(r"[0-9]+")
_NOT_DIGITS = re.compile(r"[^0-9]+")
# So many digits stand nowhere by chance: a phone is found without its country's code, a card's number in a longer one.
UNMISTAKABLE = 7


def number_spans(text: str, digits: str) -> Iterator[tuple[int, int]]:
    """Where it stands, also as some of the figures in a row of them."""
    for written in _WRITTEN.finditer(text):
        figures = [(found.start(), found.end()) for found in _DIGITS.finditer(text, *written.span())]
        if _is_within(digits, written[0]):
            yield written.span()
            continue
        for first, (start, _end) in enumerate(figures):
            said = ""
            for begins, ends in figures[first:]:
                said += text[begins:ends]
                if said == digits:
                    yield start, ends
                if not digits.startswith(said):
                    break


def says_number(text: str, digits: str) -> bool:
    """Whether it is said as a number of its own: what many figures in a row happen to hold is not said by them."""
    return digits != "" and any(
        digits in (_only(written[0]), *map(_only, written[0].split(" "))) or _is_within(digits, written[0])
        for written in _WRITTEN.finditer(text)
    )


def _is_within(digits: str, written: str) -> bool:
    return len(digits) >= UNMISTAKABLE and digits in _only(written)


def _only(written: str) -> str:
    return _NOT_DIGITS.sub("", written)
