"""What an agent may know and must not say. Pure."""

import re
from collections.abc import Iterable

from agents.prompts import KnownField
from agents.words import plain

# Shorter values stand in half of all sentences by chance.
SHORTEST = 3
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
_DIGITS = re.compile(r"\D+")


def discreet(text: str, *, fields: Iterable[KnownField], known_to_all: Iterable[str]) -> str:
    """The text without the sentences that hold a value which is for the agent's own thinking only.

    What the customer said, or a passage says, is no secret: `known_to_all`. "" when nothing is left.
    """
    open_words = plain("\n".join(known_to_all))
    secrets = [plain(field.text) for field in fields if not field.may_tell]
    secrets = [secret for secret in secrets if len(secret) >= SHORTEST and not _holds(open_words, secret)]
    if not any(_holds(plain(text), secret) for secret in secrets):
        return text
    kept = [part for part in _SENTENCE.split(text) if not any(_holds(plain(part), secret) for secret in secrets)]
    return " ".join(part.strip() for part in kept if part.strip())


def _holds(text: str, secret: str) -> bool:
    """A number is found however it is written: 1 200, 1.200, +7 (900) …"""
    digits = _DIGITS.sub("", secret)
    if len(digits) >= max(SHORTEST, len(secret) // 2):
        return digits in _DIGITS.sub("", text)
    return re.search(rf"(?<!\w){re.escape(secret)}(?!\w)", text) is not None
