"""A text in pieces no longer than a messenger, a field or a bot takes. Pure."""

import re
import unicodedata

# Where a text is best cut, the best place first: after a paragraph, a line, a sentence, a word.
_PLACES = [re.compile(pattern) for pattern in (r"\n\s*\n", r"\n", r"(?<=[.!?…])\s+", r"\s+")]
# A cut that leaves less than this share of the room unused is good enough.
_WORTH = 0.5
_JOINER = "\u200d"


def pieces_of(text: str, *, most: int) -> list[str]:
    """The text in order, each piece at most `most` characters and a part of the text as it stands."""
    rest, pieces = text.strip(), []
    while len(rest) > most:
        end = _cut(rest, most)
        pieces.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [*pieces, rest] if rest else pieces


def shortened(text: str, *, most: int) -> str:
    """The text itself or, where it is too long, its beginning with an ellipsis."""
    return text if len(text) <= most else pieces_of(text, most=most - 1)[0] + "…"


def _cut(text: str, most: int) -> int:
    for place in _PLACES:
        ends = [match.start() for match in place.finditer(text, 0, most + 1) if match.start() > 0]
        if ends and ends[-1] >= most * _WORTH:
            return ends[-1]
    end = most
    while end > 1 and _belongs_to_what_is_before(text[end], text[end - 1]):
        end -= 1
    return end


def _belongs_to_what_is_before(character: str, before: str) -> bool:
    """Accents, emoji of several characters, skin tones: half of one would show as rubbish."""
    return (
        character == _JOINER
        or before == _JOINER
        or unicodedata.combining(character) > 0
        or unicodedata.category(character) in ("Mn", "Me")
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )
