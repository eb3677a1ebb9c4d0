"""Which script is meant for what a customer says, and how sure that is.

A sentence is compared with each example and with the description, by meaning. Sentences of one subject lie close
together ("I want to book a visit", "I want to cancel my visit"), so what gives the intent away weighs more: a subject,
a question word or a negation that none of the examples has. Measured on tests/agents/scripts/intents.py.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from agents.settings.scripts import Script
from agents.words import plain
from knowledge.languages import language_detect
from knowledge.lexicon.terms import is_concept, terms

# How alike two texts are in meaning: 0 … 1. None when that cannot be told now.
Likeness = Callable[[str, str], float | None]

# The model behind the likeness puts unrelated sentences at about .84 and paraphrases from .92 on.
_UNRELATED = 0.80
_BAR = 0.92
_STRANGE = 0.03
_SAME_WORDS = 0.02
_SENTENCES_MOST = 5
_BREAK = re.compile(r"(?<=[.!?…])\s+|\n+|;\s*")
_ASKING = re.compile(
    r"\b(сколько|когда|где|почему|зачем|во сколько|how much|how long|when|where|why|"
    r"cu[aá]nto|cu[aá]ndo|d[oó]nde|por qu[eé]|quanto|quando|onde|por que)\b"
)
_DENYING = re.compile(r"\b(не|нет|not|don't|do not|won't|no|não|nao|nunca|never|никогда)\b")


@dataclass(frozen=True)
class Match:
    """`sure`: 0 … 1; from `STARTS_FROM` on the script starts. `by`: the words of it that came closest."""

    script: Script
    sure: float
    by: str

    @property
    def starts(self) -> bool:
        return self.sure >= STARTS_FROM


def _as_share(score: float) -> float:
    return min(max((score - _UNRELATED) / (1 - _UNRELATED), 0), 1)


STARTS_FROM = round(_as_share(_BAR), 4)


def matches(said: str, scripts: Iterable[Script], *, likeness: Likeness) -> list[Match]:
    """Every script that says when it is used, the best first."""
    heard = _readings(said)
    found = [_match(heard, script, likeness) for script in scripts if _models(script)]
    return sorted(found, key=lambda match: -match.sure)


def best_match(said: str, scripts: Iterable[Script], *, likeness: Likeness) -> Match | None:
    """The script that starts with these words, if one does; of two that fit as well, the one that stands first."""
    best = next(iter(matches(said, scripts, likeness=likeness)), None)
    return best if best and best.starts else None


def _readings(said: str) -> list[str]:
    """The whole, and each of its sentences: a greeting before what is meant is not held against it."""
    parts = [part.strip() for part in _BREAK.split(said) if part.strip()][:_SENTENCES_MOST]
    return list(dict.fromkeys([said.strip(), *parts])) if said.strip() else []


def _models(script: Script) -> list[str]:
    return [*script.examples, *(part.strip() for part in _BREAK.split(script.when) if part.strip())]


def _match(heard: Sequence[str], script: Script, likeness: Likeness) -> Match:
    models = _models(script)
    scored = [(_score(reading, model, models, likeness), model) for reading in heard for model in models]
    score, by = max(scored, default=(0.0, ""))
    return Match(script, round(_as_share(score), 4), by)


def _score(reading: str, model: str, models: Sequence[str], likeness: Likeness) -> float:
    if plain(reading).strip(".!? ") == plain(model).strip(".!? "):
        return 1.0
    near = likeness(reading, model)
    known, heard = _terms(" ".join(models)), _terms(reading)
    if near is None:
        return _BAR if heard and heard == _terms(model) else 0.0
    strange = _strangeness(reading, models, heard - known)
    if strange:
        return near - _STRANGE * strange
    return near + _SAME_WORDS * (len(heard & known) / len(heard) if heard else 0)


def _strangeness(reading: str, models: Sequence[str], unknown: set[str]) -> int:
    """How many things in the sentence speak for another intent than that of the examples."""
    examples = plain(" ".join(models))
    asks = set(_ASKING.findall(plain(reading))) - set(_ASKING.findall(examples))
    denies = bool(_DENYING.search(plain(reading))) and not _DENYING.search(examples)
    return min(sum(map(is_concept, unknown)), 2) + bool(asks) + denies


def _terms(text: str) -> set[str]:
    return set(terms(text, language=language_detect(text)))
