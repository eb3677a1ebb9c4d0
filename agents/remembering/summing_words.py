"""The sentences of a chat that are worth keeping as they were said, without a model. Pure."""

import re
from collections.abc import Iterator, Sequence

from agents.extraction.types import Said
from agents.remembering.allowed import may_be_remembered
from agents.words import folded

_SENTENCE = re.compile(r"[^.!?\n]+(?:\.(?=\d)[^.!?\n]+)*[.!?]?")
_PROMISES = re.compile(
    r"\b(will|we'll|i'll|shall|promise|by tomorrow|будет|будут|пришлем|отправим|перезвоним|обещаем|сделаем|"
    r"enviaremos|llamaremos|haremos|ser[áa]|enviaremos|ligaremos|faremos|vamos)\b"
)
_SELF = re.compile(
    r"\b(my|i am|i'm|i need|i want|меня|мой|моя|мне|нужн\w*|хочу|"
    r"mi|soy|quiero|necesito|meu|minha|sou|quero|preciso)\b"
)
_LONGEST = 200


def parts_by_words(said: Sequence[Said]) -> dict[str, list[str]]:
    """The customer's first wish, what our side promised, their questions that nothing followed, and what has a number,
    or is said of themselves.
    """
    parts: dict[str, list[str]] = {"goal": [], "promised": [], "open": [], "facts": []}
    last_company = max((place for place, one in enumerate(said) if one.author == "company"), default=-1)
    for place, one in enumerate(said):
        for sentence in _sentences(one.text):
            if one.author == "company":
                if _PROMISES.search(folded(sentence)):
                    parts["promised"].append(sentence)
            elif sentence.endswith("?"):
                if place > last_company:
                    parts["open"].append(sentence)
                if not parts["goal"]:
                    parts["goal"].append(sentence)
            elif any(map(str.isdigit, sentence)) or _SELF.search(folded(sentence)):
                parts["facts"].append(sentence)
    return parts


def _sentences(text: str) -> Iterator[str]:
    for found in _SENTENCE.finditer(text):
        sentence = found.group().strip()
        if len(sentence) <= _LONGEST and may_be_remembered(sentence):
            yield sentence
