"""Choices of a list, by their own words and by the words the company says for them."""

import re
from collections.abc import Callable, Iterator

from rapidfuzz import fuzz

from agents.extraction.hints import asks_for, hints
from agents.extraction.reading.heard import Found, Heard, one_meant
from agents.extraction.reading.negation import is_denied
from agents.extraction.types import Rule
from agents.words import Word, alike, word_set, words_of

EXACT, ANOTHER_FORM, MISSPELT, UNSURE = 0.95, 0.9, 0.8, 0.5
LEAST_ALIKE = 90
# A shorter word with a letter changed is another word.
_SHORTEST_MISSPELT = 5
# Said in any answer, of whatever field.
_SAID_ANYHOW = word_set("да нет yes no sí si sim não ok ок")
_DIGITS = re.compile(r"\d+")


def read_choice(rule: Rule, heard: Heard) -> list[Found[str]]:
    return one_meant(heard, _meant(rule, heard), unsure=UNSURE)


def read_choices(rule: Rule, heard: Heard) -> list[Found[tuple[str, ...]]]:
    """All that were named, as one value; its words are those from the first to the last."""
    named = sorted((one for one in _meant(rule, heard) if one.confidence > UNSURE), key=lambda one: one.start)
    if not named:
        return []
    values = tuple(dict.fromkeys(one.value for one in named))
    return [Found(values, named[0].start, named[-1].end, min(one.confidence for one in named))]


def choice_of(rule: Rule, words: str) -> str | None:
    """The choice that a few words mean by themselves: exactly, by a synonym, or misspelt and no other."""
    plain = [word.plain for word in words_of(words)]
    phrases = list(_phrases(rule))
    for same in (lambda a, b: a == b, alike):
        exact = [choice for choice, phrase in phrases if _is_run(plain, phrase, same)]
        if exact:
            return exact[0] if len(set(exact)) == 1 else None
    close = {choice for choice, phrase in phrases if _is_close(" ".join(plain), " ".join(phrase))}
    return close.pop() if len(close) == 1 else None


def _meant(rule: Rule, heard: Heard) -> list[Found[str]]:
    found = [one for one in _named(rule, heard) if not is_denied(heard, one.start)]
    # “Small wholesale” is not “wholesale”: the longer words win.
    return [
        one
        for one in found
        if not any(
            other.start <= one.start and one.end <= other.end and other.end - other.start > one.end - one.start
            for other in found
        )
    ]


def _named(rule: Rule, heard: Heard) -> Iterator[Found[str]]:
    phrases = list(_phrases(rule))
    for choice, phrase in phrases:
        for start in range(len(heard.words) - len(phrase) + 1):
            run = heard.words[start : start + len(phrase)]
            confidence = _sureness(run, choice, phrase, phrases)
            if confidence:
                begins, ends = run[0].start, run[-1].end
                yield Found(choice, begins, ends, min(confidence, _sure_of(rule, heard, phrase, begins, ends)))


def _sureness(run: list[Word], choice: str, phrase: list[str], phrases: list[tuple[str, list[str]]]) -> float:
    said = [word.plain for word in run]
    if said == phrase:
        return EXACT
    if all(map(alike, said, phrase)) and not any(_DIGITS.search(word) for word in phrase):
        return ANOTHER_FORM
    text, sought = " ".join(said), " ".join(phrase)
    if len(sought) < _SHORTEST_MISSPELT or _DIGITS.search(sought) or not _is_close(text, sought):
        return 0
    others = (" ".join(words) for other, words in phrases if other != choice)
    return 0 if any(_is_close(text, other) for other in others) else MISSPELT


def _is_close(one: str, other: str) -> bool:
    """Texts of very different lengths are not, which is seen without comparing their letters."""
    if abs(len(one) - len(other)) * 100 > (len(one) + len(other)) * (100 - LEAST_ALIKE):
        return False
    return fuzz.ratio(one, other, score_cutoff=LEAST_ALIKE) >= LEAST_ALIKE


def _sure_of(rule: Rule, heard: Heard, phrase: list[str], start: int, end: int) -> float:
    """What is said anyhow, and a letter or a number alone, mean a choice only where the field is spoken of."""
    word = phrase[0]
    is_weak = len(phrase) == 1 and (word in _SAID_ANYHOW or len(word) == 1 or word.isdigit())
    if not is_weak or asks_for(heard.asked, rule) or heard.near(start, end, hints(rule)) is not None:
        return EXACT
    return UNSURE


def _phrases(rule: Rule) -> Iterator[tuple[str, list[str]]]:
    # A field of free text may list words too: what they mean is its value.
    for choice in rule.spec.choices or tuple(rule.options.synonyms):
        for text in (choice, *rule.options.synonyms.get(choice, ())):
            words = [word.plain for word in words_of(text)]
            if words:
                yield choice, words


def _is_run(said: list[str], phrase: list[str], same: Callable[[str, str], bool]) -> bool:
    return len(said) == len(phrase) and all(map(same, said, phrase))
