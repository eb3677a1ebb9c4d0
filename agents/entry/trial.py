"""Data entry tried on a pasted dialogue: what would be written and why not, and nothing is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from agents.cards import Cards, cards_read, catalogues
from agents.entry.by_model import claims_of
from agents.entry.dialogues import dialogue_read
from agents.entry.private import private_of
from agents.entry.rules import rules_in_order, rules_of
from agents.entry.standing import place_of, present_in
from agents.extraction.finding import findings
from agents.extraction.policy import Present
from agents.extraction.types import Finding, Said, Skip, masked
from agents.models import Agent, AgentVersion
from agents.selectors import model_provider_of, settings_of
from agents.settings.card_field import CardKind
from agents.settings.entry import EntryRule
from agents.settings.reach import StageSettings


@dataclass(frozen=True)
class Outcome:
    """What came of one rule. `finding` None: its field cannot be filled."""

    card: CardKind
    rule: EntryRule
    field_name: str
    finding: Finding | None

    @property
    def skipped(self) -> Skip | None:
        return self.finding.skipped if self.finding else Skip.NOT_WRITABLE

    def shown(self, text: str) -> str:
        """What may be seen of its value, or of the words that prove it."""
        return masked(text, is_sensitive=bool(self.finding and self.finding.rule.spec.is_sensitive))


@dataclass(frozen=True)
class Trial:
    """`by_model`: whether the workspace's own model was asked; `failure`: why it did not answer."""

    said: list[Said]
    outcomes: list[Outcome]
    by_model: bool
    failure: str


def entry_try(
    *, agent: Agent, version: AgentVersion, dialogue: str, now: datetime, lead_id: int | None = None
) -> Trial:
    """By the rules of a version, against what stands in a lead and its contact now, or in empty cards.

    Raises Refused and TryLater when the lead cannot be read.
    """
    settings, known = settings_of(version), catalogues()
    rules = rules_of(settings, known)
    cards = cards_read(lead_id=lead_id) if lead_id else Cards(catalogues=known)
    if cards.unread:
        raise cards.unread
    place, provider = place_of(cards.views), model_provider_of(agent)
    said = dialogue_read(dialogue, at=now)
    claims, failure = claims_of(
        rules=rules,
        private=private_of(settings, cards, StageSettings()),
        before=[],
        said=said,
        place=place,
        provider=provider,
    )
    present: Mapping[str, Present] = present_in(cards.views, rules)
    found = findings(rules=rules, said=said, place=place, claims=claims, present=present)
    by_path = {one.rule.spec.path: one for one in found}
    outcomes = []
    for card, rule in rules_in_order(settings):
        field = known[card].get(rule.field_id)
        finding = by_path.get(f"{card}.{rule.field_id}")
        outcomes.append(Outcome(card, rule, field.name if field else rule.field_name, finding))
    is_asked = provider is not None and any(not rule.spec.is_sensitive for rule in rules)
    return Trial(said, outcomes, is_asked, failure)
