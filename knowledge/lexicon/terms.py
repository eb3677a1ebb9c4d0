"""Text → the terms by which it is found: stems, with words of one meaning folded into one concept.

Pure. A term is a lower-case stem ("куртк"), a number ("300") or a concept ("=deliver"), which English, Russian, Spanish
and Portuguese words for the same thing share. Stemming is Snowball's, by the language of the text; in a text of another
language, and for Latin words inside a Russian one, the script decides.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import snowballstemmer

_HERE = Path(__file__).parent
_CONCEPTS_FILE = _HERE / "concepts.txt"
_CONCEPT_MARK = "="
_ALGORITHMS = {"en": "english", "ru": "russian", "es": "spanish", "pt": "portuguese"}
_CONCEPT_COLUMNS = ("en", "ru", "es", "pt")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_CYRILLIC = re.compile(r"[а-яё]")
# A pasted wall of text is no word; Snowball's cost grows with the length.
_LONGEST_WORD = 40


def terms(text: str, *, language: str) -> list[str]:
    """Return the terms of `text` in order, repeats kept, words without a subject left out."""
    found = []
    for match in _WORD.finditer(text.lower().replace("’", "'")):
        word = match.group()
        word_language = _language_of(word, text_language=language)
        if word in _stopwords(word_language) or len(word) > _LONGEST_WORD:
            continue
        concepts = _concepts(word_language)
        stem = _stem(word, language=word_language)
        parts = [stem] if stem in concepts else [_stem(part, language=word_language) for part in word.split("-")]
        found += [concepts.get(part, part) for part in parts]
    return found


def concept_stems(*, language: str) -> Mapping[str, str]:
    """The stems of a language that stand for a concept, and the concept's term."""
    return _concepts(language if language in _ALGORITHMS else "en")


def is_concept(term: str) -> bool:
    return term.startswith(_CONCEPT_MARK)


def known_share(text: str, *, language: str) -> float:
    """Which share of the words of `text` this package knows in a language (0 … 1)."""
    words = _WORD.findall(text.lower())
    return sum(_is_known(word, language=language) for word in words) / len(words) if words else 0


def _is_known(word: str, *, language: str) -> bool:
    return word in _stopwords(language) or _stem(word, language=language) in _concepts(language)


def _language_of(word: str, *, text_language: str) -> str:
    if _CYRILLIC.search(word):
        return "ru"
    return text_language if text_language in _ALGORITHMS and text_language != "ru" else "en"


def _stem(word: str, *, language: str) -> str:
    return _stemmer(language).stemWord(word.replace("ё", "е"))


@cache
def _stemmer(language: str) -> object:
    return snowballstemmer.stemmer(_ALGORITHMS[language])


@cache
def _stopwords(language: str) -> frozenset[str]:
    return frozenset(word for line in _lines(_HERE / "stopwords" / f"{language}.txt") for word in line.split())


@cache
def _concepts(language: str) -> Mapping[str, str]:
    """Map the stems of one language to their concepts, each named after its first English word."""
    concepts = {}
    for line in _lines(_CONCEPTS_FILE):
        columns = line.split("|")
        name = _CONCEPT_MARK + columns[0].split()[0]
        for word in columns[_CONCEPT_COLUMNS.index(language)].split():
            concepts[_stem(word, language=language)] = name
    return concepts


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
