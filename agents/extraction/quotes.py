"""Where a quote stands in a text, whatever its case, blanks and quotation marks."""

import re

from agents.words import folded

_MARKS = " \t\n\"'«»“”„‘’.,;:!?…"


def quote_find(text: str, quote: str) -> tuple[int, int] | None:
    """From where to where, or None. Only what stands there word for word counts."""
    pieces = folded(quote.strip(_MARKS)).split()
    if not pieces:
        return None
    # From the edge of a word to the edge of a word: half a number is another number.
    sought = r"(?<!\w)" + r"\s+".join(map(re.escape, pieces)) + r"(?!\w)"
    found = re.search(sought, folded(text))
    return found.span() if found else None
