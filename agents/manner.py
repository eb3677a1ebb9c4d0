"""How an agent speaks: in which language, how long, in which tone. Pure."""

import re
from collections.abc import Iterator

from agents.settings.style import Language, Style

# After so many words an answer ends with its sentence.
WORDS_MOST = {"short": 40, "medium": 90, "long": 180}

# Possessive, and begun only where a word or its marks begin: a text of nothing but dots takes no quadratic time.
_END = re.compile(r"(?:(?<!\w)(\w++)|(?<![\w.!?…]))[.!?…]++[)»”\"]*(?=\s+[^\sa-zа-яё]|\s*$)|\n")
_WORD = re.compile(r"\w+")
# After these, and after initials, a capital or a number goes on with the same sentence: ул. Ленина, д. 5, Dr. Brown.
_ABBREVIATED = re.compile(
    r"ул|тыс|млн|пр|пер|пл|наб|г|обл|д|стр|корп|кв|оф|тел|им|mr|mrs|ms|dr|st|no|sr|sra|dra|av|tel|[^\W\d_]",
    re.IGNORECASE,
)

_LANGUAGES = {"en": "English", "ru": "Russian", "es": "Spanish", "pt": "Portuguese"}
_TONES = {
    "neutral": "",
    "friendly": "Sound warm and friendly, as a person who is glad to help.",
    "businesslike": "Sound businesslike: matter-of-fact, without small talk.",
}
_FORMALITIES = {
    "auto": "",
    "formal": "Address the customer formally (вы, usted, o senhor or a senhora).",
    "informal": "Address the customer informally (ты, tú, você).",
}


def answer_language(language: Language, *, customers: str) -> str:
    """The language to answer in; `customers`: that of what they wrote, "xx" when it is none that is known."""
    if language.mode == "fixed":
        return language.fixed or customers
    if language.mode == "allowed" and customers not in language.allowed:
        return language.allowed[0]
    return customers


def manner_orders(*, style: Style, language: Language, speak: str) -> str:
    """The same for a model, in words. `speak`: the language to answer in."""
    name = "the language of the customer's last message" if language.mode == "customer" else _LANGUAGES[speak]
    most = WORDS_MOST.get(style.length)
    orders = [
        f"Answer in {name}.",
        _TONES[style.tone],
        _FORMALITIES[style.formality],
        f"Use at most about {most} words." if most else "Be short.",
    ]
    return "\n".join(order for order in orders if order)


def shortened(text: str, *, length: str) -> str:
    """The text up to the end of the sentence with which it passes its length; what is shorter stays as it is."""
    words = list(_WORD.finditer(text))
    most = WORDS_MOST.get(length)
    if most is None or len(words) <= most:
        return text
    end = next(sentence_ends(text, words[most - 1].start()), len(text))
    return text[:end].rstrip() if end < len(text) else text


def sentence_ends(text: str, start: int = 0) -> Iterator[int]:
    """Where the sentences of a text end, from `start` on; a line ends one too."""
    yield from (end.end() for end in _END.finditer(text, start) if not _ABBREVIATED.fullmatch(end[1] or ""))
