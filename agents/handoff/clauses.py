"""A message as its clauses, written in one way: lower case, no accents on Latin letters, one space between words."""

import re
import unicodedata

_BREAK = re.compile(r"[.,;:!?…\n()—–]+|\s-\s|\b(?:but|а|но|pero|mas)\b")
_GAP = re.compile(r"[^\w'’]+")
_CYRILLIC = re.compile(r"[а-яё]")


def clauses(text: str) -> list[str]:
    """In their order; what a comma or a “but” parts is apart, since a “not” reaches no further."""
    found = [_GAP.sub(" ", part).strip() for part in _BREAK.split(_plain(text.lower()))]
    return [clause for clause in found if clause]


def _plain(text: str) -> str:
    if _CYRILLIC.search(text):
        return text.replace("ё", "е").replace("’", "'")
    unaccented = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return unaccented.replace("’", "'")
