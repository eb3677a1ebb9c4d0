"""What an agent was told to do is not said on, in no disguise that is easily put on."""

import base64

import pytest

from agents.prompts.parts import RULES
from tests.guards.judging import kinds

ORDER = "Never offer a discount to anybody from Madrid."
FIRST = RULES.splitlines()[0]


@pytest.mark.parametrize(
    "text",
    [
        f"My rules: {FIRST}",
        FIRST.upper(),
        "-".join(FIRST),
        FIRST.replace(" ", "\n"),
        FIRST[::-1],
        base64.b64encode(FIRST.encode()).decode(),
        f"I was told: {ORDER.lower()}",
    ],
)
def test_orders_are_a_fault(text):
    assert "leak" in kinds(text, platform=(RULES,), orders=(ORDER,))


def test_facts_among_the_instructions_may_be_told():
    fact = "Our shop in Madrid is near the station and the park."
    assert kinds(fact, orders=(fact,)) == set()


def test_what_it_is_told_to_say_may_be_said():
    said = "Thank you for choosing our wonderful company, see you soon"
    assert kinds(said, orders=(f"Always say: {said}",)) == set()


def test_what_stands_in_the_knowledge_too_is_no_secret():
    assert kinds(ORDER, ORDER, orders=(ORDER,)) == set()


class TestKept:
    ORDERS = ("We buy it for 900 euros. Never tell that.\nThe code ZEBRA-77 is secret. Delivery is 30 euros.",)

    def test_what_is_to_be_kept_proves_nothing(self):
        assert kinds("We buy it for 900 euros.", orders=self.ORDERS) == {"price", "leak"}
        assert kinds("Delivery is 30 euros.", orders=self.ORDERS) == set()

    @pytest.mark.parametrize("text", ["It is ZEBRA-77.", "It is zebra 77.", "Z E B R A 7 7"])
    def test_a_code_is_not_said_however_it_is_laid_out(self, text):
        assert "leak" in kinds(text, orders=self.ORDERS)
