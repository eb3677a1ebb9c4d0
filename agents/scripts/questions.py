"""What of a customer's message asks something, and what of it tells something."""

import re
from typing import NamedTuple

# A number, an address or a date has dots inside: only a dot before a space ends a sentence.
_BREAK = re.compile(r"(?<=[.!?…])\s+|\n+")
# The words questions begin with in a chat, where the mark at the end is often left out.
_ASKS = re.compile(
    r"^(¿|(а|и|но|скажите|подскажите|and|but|y|e|mas|pero)?[\s,]*"
    r"(сколько|когда|где|куда|как|какой|какая|какие|какое|почему|зачем|можно ли|есть ли|а есть|"
    r"how|what|when|where|why|which|who|do you|does|can you|can i|is there|are there|"
    r"cu[aá]nto|cu[aá]ndo|d[oó]nde|c[oó]mo|qu[eé] |por qu[eé]|tienen|"
    r"quanto|quando|onde|como|qual|quais|por que|voc[eê]s)\b)",
    re.IGNORECASE,
)


class Said(NamedTuple):
    """The sentences that tell something, and those that ask something; each may be empty."""

    told: str
    asked: str


def told_and_asked(text: str) -> Said:
    sentences = [part.strip() for part in _BREAK.split(text) if part.strip()]
    asking = [sentence for sentence in sentences if _is_question(sentence)]
    telling = [sentence for sentence in sentences if sentence not in asking]
    return Said(" ".join(telling), " ".join(asking))


def _is_question(sentence: str) -> bool:
    return sentence.rstrip(' )"»').endswith("?") or bool(_ASKS.match(sentence))
