"""Whatever somebody writes, reading it takes no time that anybody would notice."""

import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from agents.extraction.claims import Claim, claims_read
from agents.extraction.finding import findings
from agents.extraction.reading import Heard, read
from agents.extraction.reading.heard import EACH_MOST, READ_MOST
from agents.extraction.types import FieldSpec, Kind, Place, Rule, Said, Skip
from agents.settings.entry import EntryOptions

PLACE = Place(zone=ZoneInfo("Europe/Moscow"), region="RU")


def rule(kind: Kind, *choices: str, **options: object) -> Rule:
    spec = FieldSpec(card="lead", key="cf_1", name="Количество", kind=kind, choices=choices)
    return Rule(spec=spec, order=1, options=EntryOptions(**options))


def heard(text: str) -> Heard:
    return Heard(said=Said(message_id="1", author="customer", text=text, at=datetime.now(UTC)), place=PLACE)


class TestTime:
    @pytest.mark.parametrize(
        ("kind", "text"),
        [
            (Kind.NUMBER, "1 " * 10_000),
            (Kind.MONEY, "10 $. " * 4_000),
            (Kind.DAY, "завтра. " * 3_000),
            (Kind.MOMENT, "завтра в 10:00. " * 2_000),
            (Kind.CHOICE, "слова " * 4_000),
        ],
    )
    def test_a_wall_of_text_is_read_soon(self, kind, text):
        choices = [f"Выбор номер {number}" for number in range(50)] if kind is Kind.CHOICE else []
        began = time.process_time()
        read(rule(kind, *choices), heard(text))
        assert time.process_time() - began < 3

    def test_it_is_read_as_far_as_anybody_writes(self):
        message = heard("да " * READ_MOST + "Количество: 5")
        assert len(message.text) == READ_MOST
        assert read(rule(Kind.NUMBER), message) == []
        assert len(read(rule(Kind.NUMBER), heard(" ".join(map(str, range(500)))))) <= EACH_MOST


class TestWhatAModelSays:
    @pytest.mark.parametrize("value", ["sNaN", "NaN", "Infinity", "1e999999999999"])
    def test_a_number_that_is_none_is_not_taken(self, value):
        claims = {"lead.cf_1": Claim(value, "5 или 7", "1", 0.9)}
        said = [heard("Возьму 5 или 7").said]
        [found] = findings(rules=[rule(Kind.NUMBER, least=0.9)], said=said, place=PLACE, claims=claims)
        assert found.skipped in (Skip.UNSURE, Skip.NOT_IN_QUOTE, Skip.WRONG_TYPE)

    def test_what_cannot_be_stored_is_dropped(self):
        told = '{"value": "a\\u0000b\\ud800", "quote": "q\\u0000", "message_id": "1", "certainty": "explicit"}'
        claim = claims_read(f'{{"lead.cf_1": {told}}}', [rule(Kind.TEXT)])["lead.cf_1"]
        assert (claim.value, claim.quote) == ("ab", "q")
