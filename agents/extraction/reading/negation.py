"""Whether words are said of what is not wanted."""

from agents.extraction.reading.heard import Heard
from agents.words import word_set

_NOT_BEFORE = word_set(
    "не ни без кроме вместо нет not no don't doesn't without never except instead sin nunca tampoco não nem sem"
)
# So many words may stand between: "не очень хочу синюю", "I don't want the blue one".
_REACH = 3
_BREAKS = word_set("а но but and sino pero mas e и then")


def is_denied(heard: Heard, start: int) -> bool:
    """A word of denial stands shortly before, in the same clause."""
    begins, _ends = heard.sentence(start)
    clause = max(begins, *(heard.text.rfind(mark, begins, start) + 1 for mark in ",;:—("))
    before = [word.plain for word in heard.words_between(clause, start) if word.end <= start][-_REACH:]
    for word in reversed(before):
        if word in _BREAKS:
            return False
        if word in _NOT_BEFORE:
            return True
    return False
