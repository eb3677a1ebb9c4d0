"""Text as words that can be compared: whatever their case, their form, and the language they are in. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import snowballstemmer

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_CYRILLIC = re.compile(r"[а-яё]")
# Of a word in Latin letters nobody knows the language: it is stemmed in each, and one that agrees is enough.
_LATIN = ("english", "spanish", "portuguese")
# A pasted wall of text is no word, and the stemmers' cost grows with its length.
_LONGEST = 40
_BEGINNING = 5


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text from `start` until `end`; `plain` is folded."""

    plain: str
    start: int
    end: int

    @property
    def stems(self) -> frozenset[str]:
        return stems(self.plain)


def word_set(words: str) -> frozenset[str]:
    """Folded words, from a list of them with blanks between."""
    return frozenset(folded(words).split())


def folded(text: str) -> str:
    """Letter for letter, so that positions stay: lower case, no ё, one kind of apostrophe and of blank."""
    return "".join(_fold(letter) for letter in text)


def plain(text: str) -> str:
    """A text for comparing as a whole: without case, without the difference of ё and е, without blanks too many."""
    return " ".join(text.casefold().replace("ё", "е").split())


def storable(text: str) -> str:
    """Without what JSON can escape and neither UTF-8 nor PostgreSQL can hold: lone surrogates and NUL."""
    return text.encode("utf-8", "ignore").decode().replace("\x00", "")


def _fold(letter: str) -> str:
    if letter.isspace():
        return " "
    lower = letter.lower()
    return {"ё": "е", "’": "'", "`": "'"}.get(lower, lower if len(lower) == 1 else letter)


def words_of(text: str) -> list[Word]:
    return [Word(found.group(), found.start(), found.end()) for found in _WORD.finditer(folded(text))]


@lru_cache(maxsize=20_000)
def stems(word: str) -> frozenset[str]:
    """The possible stems of a folded word."""
    if len(word) > _LONGEST:
        return frozenset({word})
    languages = ("russian",) if _CYRILLIC.search(word) else _LATIN
    return frozenset(_stemmer(language).stemWord(word) for language in languages)


def alike(one: str, other: str) -> bool:
    """Whether two folded words are forms of one."""
    return one == other or not stems(one).isdisjoint(stems(other))


def beginnings(words: Iterable[str]) -> set[str]:
    """Enough to see that “доставка” and “доставки” are about the same, where nothing hangs on a wrong guess."""
    return {word.casefold()[:_BEGINNING] for word in words}


@cache
def _stemmer(language: str) -> Any:
    return snowballstemmer.stemmer(language)
