"""The cards of a conversation as scripts know them: fields of the lead and of its contact, by path (lead.cf_1)."""

from agents.cards import Cards
from agents.entry.rules import field_spec, rules_of
from agents.extraction.types import Rule
from agents.scripts.turn import CardValues
from agents.settings import AgentSettings
from agents.settings.card_field import CardField


def rule_of(settings: AgentSettings, cards: Cards, path: str) -> Rule | None:
    """How Data Entry fills a field; one of which it says nothing only while it is empty. None: no words can fill it."""
    told = next((rule for rule in rules_of(settings, cards.catalogues) if rule.spec.path == path), None)
    if told is not None:
        return told
    card, key = CardField.parse(path)
    spec = field_spec(card, cards.catalogues[card].get(key), settings)
    return Rule(spec=spec, order=0) if spec else None


def values_on(cards: Cards) -> CardValues:
    """Path → the texts that stand in the field; none on a card that could not be read."""

    def values(path: str) -> list[str]:
        card, key = CardField.parse(path)
        view = cards.views.get(card)
        content = view.fields.get(key) if view else None
        if content is None or content.value is None:
            return []
        return [str(one) for one in content.value] if isinstance(content.value, list) else [content.text]

    return values
