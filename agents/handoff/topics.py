"""Does a message name one of the company's topics, in whatever form of the word? Pure."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

import snowballstemmer

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_CYRILLIC = re.compile(r"[а-яё]")
_LATIN = ("english", "spanish", "portuguese")
# A pasted wall of text is no word; the cost of stemming grows with the length.
_LONGEST_WORD = 40


def names_topic(text: str, topics: Iterable[str]) -> str | None:
    """The first of these words or phrases that stands in the text; the words of a phrase in their order."""
    said = [_stems(word) for word in _words(text)]
    return next((topic for topic in topics if _stands_in([_stems(word) for word in _words(topic)], said)), None)


def _stands_in(phrase: list[frozenset[str]], said: list[frozenset[str]]) -> bool:
    starts = range(len(said) - len(phrase) + 1)
    return bool(phrase) and any(
        all(not one.isdisjoint(other) for one, other in zip(phrase, said[start : start + len(phrase)], strict=True))
        for start in starts
    )


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower().replace("ё", "е")) if len(word) <= _LONGEST_WORD]


@cache
def _stemmer(name: str) -> object:
    return snowballstemmer.stemmer(name)


@lru_cache(maxsize=10_000)
def _stems(word: str) -> frozenset[str]:
    """The language of a word is not known: what any of its alphabet's stemmers makes of it."""
    names = ("russian",) if _CYRILLIC.search(word) else _LATIN
    return frozenset(_stemmer(name).stemWord(word) for name in names)
