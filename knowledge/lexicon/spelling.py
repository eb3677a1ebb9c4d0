"""A mistyped word → the known word it is nearest to. Pure."""

from collections.abc import Iterable
from difflib import SequenceMatcher

# Shorter words have too many neighbours one letter away.
SHORTEST = 4
_LEAST_LIKENESS = 0.8


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word most like `word`, or None. Words are taken to begin with the right letter."""
    if len(word) < SHORTEST or word.isdigit():
        return None
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(word)
    best, best_likeness = None, _LEAST_LIKENESS
    for candidate in known:
        if candidate[0] != word[0]:
            continue
        matcher.set_seq1(candidate)
        bounds = (matcher.real_quick_ratio, matcher.quick_ratio)  # from above, the cheaper first
        if all(bound() >= best_likeness for bound in bounds) and (likeness := matcher.ratio()) >= best_likeness:
            best, best_likeness = candidate, likeness
    return best
