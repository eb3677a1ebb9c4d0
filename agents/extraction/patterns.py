"""A company's own regular expressions: they may be wrong, and they may take for ever."""

import regex

SECONDS = 0.1
# What has one of these shapes has any shape.
_ANYTHING = ("", "a", "я", "hello there", "Привет")


def matches(pattern: str, text: str) -> bool:
    """Whether the whole text has the shape. One that cannot be read or takes too long matches nothing."""
    try:
        return regex.fullmatch(pattern, text, timeout=SECONDS) is not None
    except (regex.error, TimeoutError):
        return False


def is_particular(pattern: str) -> bool:
    """Whether it describes a shape by which a value can be found among other words."""
    if not pattern:
        return False
    try:
        regex.compile(pattern)
    except regex.error:
        return False
    return not any(matches(pattern, text) for text in _ANYTHING)
