"""Whether a sentence that a model wrote stands on what was said. Pure."""

from collections.abc import Iterable

from agents.words import words_of

# Of its longer words so many must have been said; the rest joins them.
_LEAST_SHARE = 0.5
_LONG = 4


def stands_on(text: str, said: Iterable[str]) -> bool:
    """Every number in it was said, and most of its words in one form or another."""
    heard = [word for one in said for word in words_of(one)]
    plain = {word.plain for word in heard}
    stems = {stem for word in heard for stem in word.stems}
    words = words_of(text)
    if any(any(map(str.isdigit, word.plain)) and word.plain not in plain for word in words):
        return False
    long = [word for word in words if len(word.plain) >= _LONG]
    theirs = [word for word in long if not word.stems.isdisjoint(stems)]
    return bool(words) and len(theirs) >= len(long) * _LEAST_SHARE
