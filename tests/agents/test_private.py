"""What is hidden from a model of the words that a customer says about sensitive fields."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from agents.entry.private import Private
from agents.extraction.types import FieldSpec, Kind, Place, Rule, Said
from agents.settings.entry import EntryOptions

PLACE = Place(zone=ZoneInfo("Europe/Moscow"), region="RU")
PASSPORT = Rule(
    spec=FieldSpec(card="lead", key="cf_1", name="Passport", kind=Kind.TEXT, is_sensitive=True),
    order=1,
    options=EntryOptions(question="Your passport?"),
)


def told(private: Private, *texts: tuple[str, str]) -> list[str]:
    """What a model would read of these messages, each with its author."""
    said = [
        Said(message_id=str(number), author=author, text=text, at=datetime.now(UTC))
        for number, (author, text) in enumerate(texts)
    ]
    return private.without(said, PLACE)


class TestWithout:
    def test_a_bare_answer_to_our_question_is_hidden_wherever_it_is_said_again(self):
        texts = told(
            Private(rules=[PASSPORT]),
            ("company", "Your passport?"),
            ("customer", "4510 secretpass"),
            ("company", "Thank you, 4510 secretpass. What else?"),
        )
        assert texts == ["Your passport?", "•••", "Thank you, •••. What else?"]

    def test_so_is_the_answer_to_a_question_of_a_script(self):
        texts = told(Private(asked=[PASSPORT]), ("company", "Your passport?"), ("customer", "4510 secretpass"))
        assert texts[1] == "•••"

    @pytest.mark.parametrize(
        ("value", "text", "left"),
        [
            ("+79001234567", "Call 8 (900) 123-45-67 today", "Call ••• today"),
            ("+79001234567", "Call +7 900 1234567", "Call •••"),
            ("VIP client", "I am your vip  Client!", "I am your •••!"),
            ("1200", "It was 1 200 then, not 12000", "It was ••• then, not 12000"),
        ],
    )
    def test_what_stands_in_a_sensitive_field_is_hidden_in_other_spellings_too(self, value, text, left):
        assert told(Private(values=[value]), ("customer", text)) == [left]
