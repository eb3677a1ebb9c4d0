"""The cards of a conversation as scripts know them: fields of the lead and of its contact, by path (lead.cf_1)."""

from agents.cards import Cards
from agents.scripts.turn import CardValues
from agents.settings.card_field import CardField


def values_on(cards: Cards) -> CardValues:
    """Path → the texts that stand in the field; none on a card that could not be read."""

    def values(path: str) -> list[str]:
        return cards.texts(*CardField.parse(path))

    return values
