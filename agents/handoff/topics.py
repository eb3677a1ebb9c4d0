"""Does a message name one of the company's topics, in whatever form of the word? Pure."""

import re
from collections.abc import Iterable
from functools import cache

import snowballstemmer

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_CYRILLIC = re.compile(r"[а-яё]")
_LATIN = ("english", "spanish", "portuguese")
# A pasted wall of text is no word; the cost of stemming grows with the length.
_LONGEST_WORD = 40


def names_topic(text: str, topics: Iterable[str]) -> str | None:
    """The first of these words or phrases that stands in the text; the words of a phrase in their order."""
    said = _words(text)
    return next((topic for topic in topics if _stands_in(_words(topic), said)), None)


def _stands_in(phrase: list[str], said: list[str]) -> bool:
    return bool(phrase) and any(all(map(_same, phrase, said[start:])) for start in range(len(said) - len(phrase) + 1))


def _same(one: str, other: str) -> bool:
    return not _stems(one).isdisjoint(_stems(other))


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower().replace("ё", "е")) if len(word) <= _LONGEST_WORD]


@cache
def _stemmer(name: str) -> object:
    return snowballstemmer.stemmer(name)


def _stems(word: str) -> set[str]:
    """The language of a word is not known: what any of its alphabet's stemmers makes of it."""
    names = ("russian",) if _CYRILLIC.search(word) else _LATIN
    return {_stemmer(name).stemWord(word) for name in names}
