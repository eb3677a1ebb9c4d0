from typing import Literal, NamedTuple, cast

CardKind = Literal["lead", "contact"]


class CardField(NamedTuple):
    """A field with the card it stands on. As a text, and in settings: lead.cf_12, contact.name."""

    card: CardKind
    key: str

    @classmethod
    def parse(cls, path: str) -> "CardField":
        """Of a CardFieldKey, which is checked already."""
        card, _dot, key = path.partition(".")
        return cls(cast(CardKind, card), key)

    def __str__(self) -> str:
        return f"{self.card}.{self.key}"
