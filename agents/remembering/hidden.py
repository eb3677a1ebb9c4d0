"""What is private to any agent is remembered by none."""

from collections.abc import Sequence

from agents.cards import Cards
from agents.entry.private import Private, private_of
from agents.entry.rules import rule_of
from agents.entry.standing import place_of
from agents.extraction.types import Said
from agents.selectors import settings_of_all, versions_current
from agents.settings.reach import StageSettings


def said_without_private(said: Sequence[Said], cards: Cards) -> list[Said]:
    """The messages with every value of a field unreadable that any agent, draft or live, holds for sensitive."""
    every = [one for one in settings_of_all(list(versions_current())).values() if one.access.sensitive]
    if not every:
        return list(said)
    private = [private_of(one, cards, StageSettings()) for one in every]
    # Also what no agent fills: here it would be read all the same.
    rules = (rule_of(one, cards.catalogues, path) for one in every for path in one.access.sensitive)
    whole = Private(
        rules=[rule for rule in rules if rule],
        asked=[rule for one in private for rule in one.asked],
        values=[value for one in private for value in one.values],
    )
    texts = whole.without(said, place_of(cards.views), is_strict=True)
    return [
        Said(message_id=one.message_id, author=one.author, text=text, at=one.at)
        for one, text in zip(said, texts, strict=True)
    ]
