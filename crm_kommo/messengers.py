"""What is known of messengers by Kommo's codes of them. Codes are an open list: what is not here has no rule."""

from datetime import timedelta

# Characters of one message, as the messengers themselves state them; others were not seen to refuse a text by length.
LONGEST_MESSAGE = {
    "waba": 4096,
    "instagram_business": 1000,
    "facebook": 2000,
    "telegram": 4096,
    "viber": 7000,
    "vk": 4096,
}
LONGEST_ELSEWHERE = 4000

# Meta closes the chat for free text so long after the customer's last message; WhatsApp Lite is not Meta's interface.
WINDOW = timedelta(hours=24)
WITH_WINDOW = {"waba", "instagram_business", "facebook"}

# A comment under a post is mirrored as a chat. Its hook looks like a private message, only its code can tell.
_PUBLIC_MARKS = ("comment", "wall", "feed")


def longest_message(origin: str) -> int:
    return LONGEST_MESSAGE.get(origin, LONGEST_ELSEWHERE)


def has_window(origin: str) -> bool:
    return origin in WITH_WINDOW


def is_public(origin: str) -> bool:
    """Whether everybody reads what is answered there."""
    return any(mark in origin.lower() for mark in _PUBLIC_MARKS)
