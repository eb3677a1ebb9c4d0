"""How much of an episode a model is shown word for word. Pure."""

from collections.abc import Iterable

# The last messages, and what of them fits; a token is a quarter of a text's bytes, about.
MESSAGES_MOST = 20
TOKENS_MOST = 3_000
_BYTES_OF_TOKEN = 4


def fitting(newest_first: Iterable[str], *, share: float = 1) -> int:
    """How many of these texts, from the newest on, fit into the window, or into a share of it; one always does."""
    left, count = TOKENS_MOST * _BYTES_OF_TOKEN * share, 0
    for text in newest_first:
        left -= len(text.encode())
        if count and (left < 0 or count >= MESSAGES_MOST * share):
            break
        count += 1
    return count
