"""Sixty dialogues, read by models that answer well, badly and maliciously: what code makes of it."""

from datetime import date, datetime
from decimal import Decimal
from itertools import cycle

import pytest

from agents.extraction.claims import claim_schema, claims_read
from agents.extraction.finding import findings
from agents.extraction.policy import Present, Standing
from agents.extraction.types import Finding, Kind
from crm_kommo.card_view import value_words
from tests.extraction.dialogues import Dialogue, dialogues
from tests.extraction.models import BAD, in_prose, well

TYPES = {
    Kind.NUMBER: Decimal,
    Kind.MONEY: Decimal,
    Kind.FLAG: bool,
    Kind.CHOICES: tuple,
    Kind.DAY: date,
    Kind.BIRTHDAY: date,
    Kind.MOMENT: datetime,
}
ALL = dialogues()


def found_by(dialogue: Dialogue, answer: str, present: dict[str, Present] | None = None) -> list[Finding]:
    return findings(
        rules=dialogue.rules,
        said=dialogue.said,
        place=dialogue.place,
        claims=claims_read(answer, dialogue.rules),
        present=present,
    )


def written(found: list[Finding]) -> dict[str, str]:
    return {one.rule.spec.path: value_words(one.candidate.value) for one in found if one.skipped is None}


def assert_sound(dialogue: Dialogue, found: list[Finding]) -> None:
    """Right types, known choices, the rules' bounds and shapes, and a quote that stands in the customer's words."""
    customers = {one.message_id: one.text for one in dialogue.said if one.author == "customer"}
    for one in (one for one in found if one.skipped is None):
        value, spec = one.candidate.value, one.rule.spec
        assert isinstance(value, TYPES.get(spec.kind, str)), (dialogue.id, spec.path, value)
        assert spec.kind is not Kind.CHOICE or value in spec.choices, (dialogue.id, spec.path, value)
        text = customers[one.candidate.message_id]
        assert one.candidate.quote == text[one.candidate.start : one.candidate.end] != "", (dialogue.id, spec.path)
        if isinstance(value, Decimal) and one.rule.options.highest is not None:
            assert value <= one.rule.options.highest


class TestModelThatAnswersWell:
    @pytest.mark.parametrize("answering", [well, in_prose])
    def test_what_it_alone_sees_is_taken_too(self, answering):
        for dialogue in ALL:
            found = found_by(dialogue, answering(dialogue))
            assert_sound(dialogue, found)
            expected = {path: value for path, (value, _quote) in dialogue.model.items()}
            assert expected.items() <= written(found).items(), dialogue.id

    def test_it_is_asked_by_a_schema_in_which_nothing_is_optional(self):
        schema = claim_schema(ALL[0].rules)
        assert set(schema["required"]) == set(schema["properties"])
        for claim in schema["properties"].values():
            assert claim["additionalProperties"] is False
            assert set(claim["required"]) == set(claim["properties"])
        assert schema["properties"]["lead.color"]["properties"]["value"]["enum"][-1] is None


class TestModelThatAnswersBadly:
    @pytest.mark.parametrize("manner", BAD)
    def test_nothing_unsound_is_written_and_what_is_said_literally_still_is(self, manner):
        for dialogue in ALL:
            literally = written(found_by(dialogue, ""))
            found = found_by(dialogue, BAD[manner](dialogue))
            assert_sound(dialogue, found)
            assert literally.items() <= written(found).items(), (dialogue.id, manner)
            assert set(written(found)) <= {rule.spec.path for rule in dialogue.rules}

    @pytest.mark.parametrize("manner", ["well", *BAD])
    def test_nothing_is_overwritten_against_the_policy(self, manner):
        answering = BAD.get(manner, well)
        # Each manner meets each standing, in other dialogues.
        standings = cycle([Standing.OTHER, Standing.CHANGED, Standing.UNDONE])
        for dialogue, standing in zip(ALL, standings, strict=False):
            present = {rule.spec.path: Present(standing, "theirs") for rule in dialogue.rules}
            assert written(found_by(dialogue, answering(dialogue), present)) == {}
