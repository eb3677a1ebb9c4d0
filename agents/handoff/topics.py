"""Does a message name one of the company's topics, in whatever form of the word? Pure."""

from collections.abc import Iterable

from agents.words import words_of


def names_topic(text: str, topics: Iterable[str]) -> str | None:
    """The first of these words or phrases that stands in the text; the words of a phrase in their order."""
    said = _stems(text)
    return next((topic for topic in topics if _stands_in(_stems(topic), said)), None)


def _stems(text: str) -> list[frozenset[str]]:
    """The language of a word is not known: what any of its alphabet's stemmers makes of it."""
    return [word.stems for word in words_of(text)]


def _stands_in(phrase: list[frozenset[str]], said: list[frozenset[str]]) -> bool:
    starts = range(len(said) - len(phrase) + 1)
    return bool(phrase) and any(
        all(not one.isdisjoint(other) for one, other in zip(phrase, said[start : start + len(phrase)], strict=True))
        for start in starts
    )
