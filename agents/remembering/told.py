"""What is remembered, as an agent is told it: as far as its settings go, and without what it holds for sensitive."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from agents.cards import Cards
from agents.entry.private import private_of
from agents.entry.standing import place_of
from agents.extraction.types import MASK, Said
from agents.memory import Memory
from agents.remembering.summing import PARTS, Parts
from agents.settings import AgentSettings
from agents.settings.reach import StageSettings
from chat.models import ContactFact, EpisodeDigest

# A model is told so many of the newest facts, and so many episodes.
FACTS_MOST, EPISODES_MOST = 30, 5
# Said to a model, whose language has nothing to do with that of any page.
_PART_WORDS = {
    "goal": "They want",
    "done": "Done",
    "promised": "Our side said",
    "open": "Not answered yet",
    "facts": "They said",
}
_KIND_WORDS = {
    ContactFact.Kind.NAME: "Name",
    ContactFact.Kind.PHONE: "Phone",
    ContactFact.Kind.EMAIL: "E-mail",
    ContactFact.Kind.CITY: "City",
    ContactFact.Kind.DATE: "Date",
    ContactFact.Kind.PREFERENCE: "Preference",
    ContactFact.Kind.NEED: "Need",
    ContactFact.Kind.ABOUT: "About them",
}
_OUTCOME_WORDS = {
    EpisodeDigest.Outcome.ANSWERED: "answered",
    EpisodeDigest.Outcome.HANDED_OVER: "handed over to a person",
    EpisodeDigest.Outcome.UNKNOWN: "the answer was not known",
    EpisodeDigest.Outcome.UNANSWERED: "not answered by an agent",
}


@dataclass(frozen=True)
class Kept:
    """What stands in the tables of a conversation and its contact, newest first."""

    summary: Parts
    facts: Sequence[ContactFact]
    digests: Sequence[EpisodeDigest]


def memory_told(kept: Kept, *, settings: AgentSettings, stage: StageSettings, cards: Cards, now: datetime) -> Memory:
    """What a line of it would tell of a sensitive field leaves that line out."""
    open_ = partial(_open, settings=settings, stage=stage, cards=cards, now=now)
    summary = [f"{_PART_WORDS[name]}: {line}" for name in PARTS for line in kept.summary.get(name, ())]
    return Memory(
        summary="\n".join(open_(summary)) if settings.memory.within else "",
        facts=tuple(open_(map(_fact, kept.facts[:FACTS_MOST]))) if settings.memory.across else (),
        episodes=tuple(open_(map(_episode, kept.digests[:EPISODES_MOST]))) if settings.memory.across else (),
    )


def _fact(fact: ContactFact) -> str:
    return f"{_KIND_WORDS[fact.kind]}: {fact.text}"


def _episode(digest: EpisodeDigest) -> str:
    return f"{digest.ended_at:%Y-%m-%d}: {digest.topic or '…'} ({_OUTCOME_WORDS[digest.outcome]})"


def _open(
    lines: Iterable[str], *, settings: AgentSettings, stage: StageSettings, cards: Cards, now: datetime
) -> list[str]:
    """Those in which nothing sensitive stands."""
    lines = list(lines)
    if not settings.access.sensitive or not lines:
        return lines
    said = [Said(message_id=str(place), author="customer", text=line, at=now) for place, line in enumerate(lines)]
    texts = private_of(settings, cards, stage).without(said, place_of(cards.views), is_strict=True)
    return [line for line, text in zip(lines, texts, strict=True) if MASK not in text]
