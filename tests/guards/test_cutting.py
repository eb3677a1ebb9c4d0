"""An answer without what nothing proves, and whether the rest is still an answer."""

import pytest

from agents.guards import FaultKind, cut, faults_of, visible_only
from agents.guards.enough import says_enough
from tests.guards.judging import grounds


def left(text: str, *told: str) -> str:
    return cut(text, faults_of(text, grounds(*told)))


class TestCut:
    def test_the_sentence_with_the_claim_goes(self):
        assert left("Hello there. It is 500 roubles. Bye!") == "Hello there. Bye!"

    def test_a_heading_goes_with_all_that_it_heads(self):
        assert left("We deliver.\nPrices:\nMoscow 300 ₽\nBye!", "nothing") == "We deliver.\nBye!"

    def test_nothing_is_left_of_nothing_but_claims(self):
        assert left("500 roubles! Or 600 roubles!") == ""

    def test_an_answer_without_faults_stays_as_it_is(self):
        assert left("Hello.\n\nWe  deliver.") == "Hello.\n\nWe  deliver."


class TestEnough:
    @pytest.mark.parametrize(
        ("rest", "asked", "lost"),
        [
            ("We deliver by courier everywhere.", "Do you deliver?", {FaultKind.PRICE}),
            ("Доставляем курьером по всему городу.", "Вы доставляете?", {FaultKind.DAY}),
        ],
    )
    def test_a_rest_that_tells_something_is_sent(self, rest, asked, lost):
        assert says_enough(rest, asked=asked, lost=lost)

    @pytest.mark.parametrize(
        ("rest", "asked", "lost"),
        [
            ("Hello!", "Do you deliver?", {FaultKind.PRICE}),
            ("Would you like to know more about it?", "Do you deliver?", {FaultKind.PRICE}),
            ("We deliver by courier everywhere.", "How much is it?", {FaultKind.PRICE}),
            ("Мы работаем для вас каждый раз.", "Когда вы открыты?", {FaultKind.TIME}),
        ],
    )
    def test_a_rest_without_the_point_is_none(self, rest, asked, lost):
        assert not says_enough(rest, asked=asked, lost=lost)


class TestVisibleOnly:
    def test_pictures_tags_and_what_nobody_sees_go(self):
        text = "Hi ![x](http://e.com/?q=1)<img src=x onerror=y>\n[a]: http://e.com\n**b** a\u200bb\u202e\U000e0041"
        assert visible_only(text) == "Hi\n\n**b** ab"

    def test_less_than_is_no_tag(self):
        assert visible_only("a < b, 5<6 and <3") == "a < b, 5<6 and <3"
