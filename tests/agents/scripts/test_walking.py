"""The pure heart: conditions, answers, questions in an answer, and what can be reached."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from agents.extraction.reading import Heard
from agents.extraction.types import EXPLICIT, Candidate, FieldSpec, Kind, Place, Rule, Said
from agents.scripts.answers import answer_of, asked_by
from agents.scripts.conditions import condition_holds
from agents.scripts.outline import flaws
from agents.scripts.walking import walk
from agents.settings.entry import EntryOptions
from agents.settings.scripts import Condition, Script


def script(*steps: dict) -> Script:
    return Script.model_validate({"id": 1, "name": "x", "when": "x", "steps": list(steps)})


def say(key: str, **more: object) -> dict:
    return {"kind": "say", "key": key, "text": key, **more}


class TestWalk:
    def test_it_ends_where_it_would_go_round(self):
        looping = script(say("a"), {"kind": "go_to", "key": "b", "step": "a"})
        went = walk(looping, start="a", holds=lambda _step: True, has_model=False)
        assert (went.stop, went.looped, len(went.lines)) == ("ends", True, 1)

    def test_a_start_that_is_gone_is_the_end(self):
        assert walk(script(say("a")), start="z", holds=lambda _step: True, has_model=False).stop == "ends"


class TestConditions:
    @pytest.mark.parametrize(
        ("test", "value", "held", "holds"),
        [
            ("is", "Ёлка", ["елка"], True),
            ("is", "5000", ["5 000,00"], True),
            ("is_not", "a", [], True),
            ("contains", "доставка", ["а как с доставкой?"], True),
            ("contains", "visit", ["nothing"], False),
            ("is_empty", "", [" "], True),
            ("is_filled", "", ["x"], True),
            ("above", "10", ["около 12 штук"], True),
            ("below", "10,5", ["10.4"], True),
            ("above", "10", ["many"], False),
        ],
    )
    def test_it_holds(self, test, value, held, holds):
        step = Condition.model_validate({"key": "a", "of": "said", "test": test, "value": value, "then": "a"})
        assert condition_holds(step, held) is holds


def answer(kind: Kind, text: str, *, choices: tuple[str, ...] = (), **options: object) -> Candidate | None:
    """What is read of an answer that was given on a Monday in Madrid."""
    spec = FieldSpec(card="lead", key="cf_1", name="Anything", kind=kind, choices=choices)
    rule = asked_by(Rule(spec=spec, order=1, options=EntryOptions.model_validate(options)), QUESTION)
    said = Said(message_id="7", author="customer", text=text, at=datetime(2026, 12, 21, 12, tzinfo=UTC))
    return answer_of(rule, Heard(said=said, place=Place(zone=ZoneInfo("Europe/Madrid"), region="ES"), asked=QUESTION))


QUESTION = "Would you tell me?"
SIZES, SERVICES = ("S", "M"), ("Подбор обуви", "Опт")


class TestAnswers:
    @pytest.mark.parametrize(
        ("kind", "text", "value"),
        [
            (Kind.TEXT, "Ivan. How much is it?", "Ivan."),
            (Kind.TEXT, "by the door, please!", "by the door, please!"),
            (Kind.TEXT, "А сколько стоит доставка", None),
            (Kind.NAME, "My name is ivan, thanks", "Ivan"),
            (Kind.NAME, "Меня зовут Анна. Сколько стоит доставка?", "Анна"),
            (Kind.NAME, "ivan", "ivan"),
            (Kind.NUMBER, "штук 12", Decimal(12)),
            (Kind.NUMBER, "12 000", Decimal(12000)),
            (Kind.NUMBER, "two, please", Decimal(2)),
            (Kind.NUMBER, "3 or 5", None),
            (Kind.NUMBER, "3. Sorry, 5", Decimal(5)),
            (Kind.MONEY, "15 тыс", Decimal(15000)),
            (Kind.FLAG, "Да, конечно", True),
            (Kind.FLAG, "ok", True),
            (Kind.FLAG, "no, thanks", False),
            (Kind.FLAG, "perhaps", None),
            (Kind.DAY, "24.12.2026", date(2026, 12, 24)),
            (Kind.DAY, "on the 24.12 then", date(2026, 12, 24)),
            (Kind.DAY, "tomorrow", date(2026, 12, 22)),
            (Kind.DAY, "в пятницу", date(2026, 12, 25)),
            (Kind.DAY, "24 de diciembre", date(2026, 12, 24)),
            (Kind.DAY, "31.02.2026", None),
            (Kind.DAY, "some day", None),
            (Kind.EMAIL, "write to a@example.com", "a@example.com"),
            (Kind.PHONE, "+34 612 34 56 78", "+34612345678"),
        ],
    )
    def test_it_is_read(self, kind, text, value):
        found = answer(kind, text)
        assert (found.value if found else None) == value

    @pytest.mark.parametrize(
        ("choices", "text", "value"),
        [
            (SERVICES, "нужен подбор обуви", "Подбор обуви"),
            (SIZES, "m", "M"),
            (SIZES, "maybe", None),
            (SIZES, "S or M", None),
        ],
    )
    def test_a_choice_is_read(self, choices, text, value):
        found = answer(Kind.CHOICE, text, choices=choices)
        assert (found.value if found else None) == value

    def test_the_rule_of_the_field_says_what_fits(self):
        assert answer(Kind.NUMBER, "3", lowest=10) is None
        assert answer(Kind.TEXT, "it is AB-12, I think", pattern="[A-Z]{2}-[0-9]{2}").value == "AB-12"
        assert answer(Kind.TEXT, "no idea", pattern="[A-Z]{2}-[0-9]{2}") is None
        assert answer(Kind.TEXT, "the big one", synonyms={"Large": ["big"]}).value == "Large"

    def test_it_has_its_proof_and_counts_as_said_outright_however_careful_the_rule_is(self):
        found = answer(Kind.TEXT, "How much is it? By the door.", least=1)
        assert (found.quote, found.start, found.message_id, found.how) == ("By the door.", 16, "7", "script")
        assert found.confidence > EXPLICIT


class TestFlaws:
    def test_they_are_named(self):
        steps = [{"kind": "end", "key": "a"}, say("b"), say("c", exact=False)]
        assert [(one.flaw, one.step) for one in flaws(script(*steps), has_model=False)] == [
            ("unreachable", 2),
            ("unreachable", 3),
        ]
        assert [one.flaw for one in flaws(script(say("c", exact=False)), has_model=False)] == ["needs_model"]
