"""The pure heart: conditions, answers, questions in an answer, and what can be reached."""

import pytest

from agents.scripts.answers import Asked, answer_of
from agents.scripts.conditions import condition_holds
from agents.scripts.outline import flaws
from agents.scripts.questions import told_and_asked
from agents.scripts.walking import walk
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


class TestAnswers:
    @pytest.mark.parametrize(
        ("asked", "text", "value"),
        [
            (Asked(type="text"), "Ivan. How much is it?", "Ivan."),
            (Asked(type="text"), "А сколько стоит доставка", None),
            (Asked(type="numeric"), "штук 12", "12"),
            (Asked(type="numeric"), "12 000", "12000"),
            (Asked(type="numeric"), "3 or 5", None),
            (Asked(type="select", choices=("Подбор обуви", "Опт")), "нужен подбор обуви", "Подбор обуви"),
            (Asked(type="select", choices=("S", "M")), "m", "M"),
            (Asked(type="select", choices=("S", "M")), "maybe", None),
            (Asked(type="checkbox"), "Да, конечно", "yes"),
            (Asked(type="checkbox"), "no, thanks", "no"),
            (Asked(type="date"), "24.12.2026", "2026-12-24"),
            (Asked(type="date"), "31.02.2026", None),
            (Asked(type="multitext", code="EMAIL"), "write to a@example.com", "a@example.com"),
            (Asked(type="multitext", code="PHONE"), "+7 900 000-01-02", "+7 900 000-01-02"),
        ],
    )
    def test_it_is_read(self, asked, text, value):
        assert answer_of(asked, text, told_and_asked(text)) == value


class TestFlaws:
    def test_they_are_named(self):
        steps = [{"kind": "end", "key": "a"}, say("b"), say("c", exact=False)]
        assert [(one.flaw, one.step) for one in flaws(script(*steps), has_model=False)] == [
            ("unreachable", 2),
            ("unreachable", 3),
        ]
        assert [one.flaw for one in flaws(script(say("c", exact=False)), has_model=False)] == ["needs_model"]
