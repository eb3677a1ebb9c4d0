"""What in a prompt should make its author look again. Pure: it knows words, not meanings, and claims no more."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from agents.prompts.parts import Origin, Part
from agents.settings import AgentSettings
from agents.words import beginnings

# A small model follows a long prompt badly, and every answer pays for it.
TOKENS_MOST = 6000
# What the company wrote itself; the rest is ours, or data.
WRITTEN = (Origin.ROLE, Origin.GOAL, Origin.INSTRUCTIONS, Origin.STAGE)
# Sentences that are compared with each other.
SENTENCES_MOST = 500


class Doubt(StrEnum):
    TOO_LONG = "too_long"
    OPPOSITE_ORDERS = "opposite_orders"
    OTHER_LANGUAGE = "other_language"
    OTHER_FORMALITY = "other_formality"
    OTHER_LENGTH = "other_length"


@dataclass(frozen=True)
class Found:
    """`origins`: the parts it stands in; `quotes`: the words that are meant."""

    doubt: Doubt
    origins: tuple[Origin, ...]
    quotes: tuple[str, ...]


def doubts(parts: Iterable[Part], settings: AgentSettings) -> list[Found]:
    """What contradicts a setting or another instruction, and what is too long."""
    parts = list(parts)
    written = [(part.origin, sentence) for part in parts if part.origin in WRITTEN for sentence in _sentences(part)]
    found = [*_opposites(written), *_against(written, settings)]
    if tokens(parts) > TOKENS_MOST:
        longest = max(parts, key=lambda part: len(part.text))
        found.append(Found(Doubt.TOO_LONG, (longest.origin,), (str(tokens(parts)),)))
    return found


def tokens(parts: Iterable[Part]) -> int:
    """About how many a model counts: a quarter of the bytes, so that Cyrillic counts double."""
    return sum(len(part.text.encode()) for part in parts) // 4


_NEVER = re.compile(r"\b(never|do not|don't|must not|никогда|нельзя|запрещено|не|nunca|jamás|não|no)\b", re.IGNORECASE)
_ALWAYS = re.compile(r"\b(always|must|обязательно|всегда|siempre|sempre)\b", re.IGNORECASE)
_ORDERING = {"alway", "never", "обяза", "всегд", "никог", "siemp", "sempr"}
_WORD = re.compile(r"[^\W\d_]{4,}")


def _sentences(part: Part) -> list[str]:
    return [sentence.strip() for sentence in re.split(r"(?<=[.!?])\s+|\n+", part.text) if sentence.strip()]


def _opposites(written: list[tuple[Origin, str]]) -> Iterator[Found]:
    """One says never, the other always, of the same words."""
    orders = [(origin, sentence, _about(sentence)) for origin, sentence in written[:SENTENCES_MOST]]
    never = [order for order in orders if _is_forbidden(order[1])]
    always = [order for order in orders if _ALWAYS.search(order[1]) and not _is_forbidden(order[1])]
    for (one, first, of_first), (other, second, of_second) in product(never, always):
        common = of_first & of_second
        if len(common) >= 2 and len(common) >= min(len(of_first), len(of_second)) / 2:
            yield Found(Doubt.OPPOSITE_ORDERS, (one, other), (first, second))


def _is_forbidden(sentence: str) -> bool:
    return _NEVER.search(sentence) is not None


def _about(sentence: str) -> set[str]:
    return beginnings(_WORD.findall(sentence)) - _ORDERING


_LANGUAGES = {
    "en": re.compile(r"\b(in english|на английском|по-английски|en inglés|em inglês)\b", re.IGNORECASE),
    "ru": re.compile(r"\b(in russian|на русском|по-русски|en ruso|em russo)\b", re.IGNORECASE),
    "es": re.compile(r"\b(in spanish|на испанском|по-испански|en español|em espanhol)\b", re.IGNORECASE),
    "pt": re.compile(r"\b(in portuguese|на португальском|по-португальски|en portugués|em português)\b", re.IGNORECASE),
}
_FORMALITY = {
    "informal": re.compile(r"\b(на «?ты»?|tutea|first name terms|por tu)\b", re.IGNORECASE),
    "formal": re.compile(r"\b(на «?вы»?|de usted|formally|formalmente)\b", re.IGNORECASE),
}
_LENGTH = {
    "short": re.compile(r"\b(briefly|short answers?|in one sentence|коротко|кратко|breve|brevemente)\b", re.IGNORECASE),
    "long": re.compile(r"\b(in detail|detailed|подробно|развёрнуто|en detalle|em detalhe)\b", re.IGNORECASE),
}


def _against(written: list[tuple[Origin, str]], settings: AgentSettings) -> Iterator[Found]:
    """What the instructions say otherwise than a setting does."""
    for origin, sentence in written:
        for doubt, words, allowed in _chosen(settings):
            said = {name for name, pattern in words.items() if pattern.search(sentence)}
            if allowed and said and not said & allowed:
                yield Found(doubt, (origin,), (sentence,))


def _chosen(settings: AgentSettings) -> Iterator[tuple[Doubt, dict[str, re.Pattern[str]], set[str]]]:
    """Each setting that instructions could contradict, with what it allows; nothing, where it leaves it open."""
    language = settings.language
    spoken: set[str] = set(language.allowed) if language.mode == "allowed" else set()
    if language.mode == "fixed" and language.fixed:
        spoken = {language.fixed}
    style = settings.style
    yield Doubt.OTHER_LANGUAGE, _LANGUAGES, spoken
    yield Doubt.OTHER_FORMALITY, _FORMALITY, {str(style.formality)} - {"auto"}
    yield Doubt.OTHER_LENGTH, _LENGTH, {str(style.length)} - {"any", "medium"}
