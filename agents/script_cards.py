"""The cards of a conversation as scripts know them: fields of the lead and of its contact, by path (lead.cf_1)."""

from agents.cards import Cards
from agents.scripts.answers import Asked
from agents.scripts.turn import CardValues
from crm_kommo.field_catalogue import CatalogueField


def catalogue_field(cards: Cards, path: str) -> CatalogueField | None:
    """What Kommo says of a field; None when it is gone from there."""
    card, _dot, key = path.partition(".")
    known = cards.catalogues.get(card, {}).get(key)
    return None if known is None or known.is_missing else known


def asked_of(known: CatalogueField | None) -> Asked:
    """How an answer for the field is read; for one that is gone any words are an answer."""
    if known is None:
        return Asked(type="text")
    return Asked(type=known.type, code=known.definition.code, choices=tuple(choice.value for choice in known.choices))


def values_on(cards: Cards) -> CardValues:
    """Path → the texts that stand in the field; none on a card that could not be read."""

    def values(path: str) -> list[str]:
        card, _dot, key = path.partition(".")
        view = cards.views.get(card)
        content = view.fields.get(key) if view else None
        if content is None or content.value is None:
            return []
        return [str(one) for one in content.value] if isinstance(content.value, list) else [content.text]

    return values
