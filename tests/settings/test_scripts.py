"""Each setting of a script, changed alone, changes what the customer gets, what Kommo holds, or what is recorded."""

from typing import Any

import pytest
from django.utils import timezone

from agents.selectors import script_counts
from chat.models import Conversation, Decision, Message
from chat.services import conversation_hand_back
from crm_kommo.calls import client_of
from tests.agents.model_server import completion
from tests.automation.fixtures import FACT, reasons
from tests.factories import live_patch
from tests.jobs import run_due_jobs

WANTS = "I want to book a visit"
UNKNOWN = "I am sorry, I do not have the answer to that."
EXAMPLES = ["I want to book an appointment", "Sign me up for a visit"]
SERVICE, GOODS, COUNT, FITTING, DAY = (f"lead.cf_{id_}" for id_ in (564832, 564834, 564838, 564842, 564848))
INTERESTS, SEASON = "lead.cf_564846", "lead.cf_564844"


def say(key: str, text: str, **more: Any) -> dict:
    return {"kind": "say", "key": key, "text": text, **more}


def ask(key: str, text: str, field: str, **more: Any) -> dict:
    return {"kind": "ask", "key": key, "text": text, "field": field, **more}


def condition(key: str, **more: Any) -> dict:
    return {"kind": "condition", "key": key, **more}


def script(*steps: dict, **more: Any) -> dict:
    return {"id": 1, "name": "Booking", "examples": EXAMPLES, "steps": list(steps), **more}


@pytest.fixture
def told(agent):
    """Give the agent these scripts, live."""
    return lambda *scripts: live_patch(agent=agent, patch={"scripts": list(scripts)})


@pytest.fixture
def says(customer, work):
    """The customer writes, and everything owed is done; what our side said since."""

    def write(text: str) -> list[str]:
        before = len(customer.got())
        customer.writes(text, contact_id="37054001")
        work()
        return customer.got()[before:]

    return write


@pytest.fixture
def on_card(connected, customer):
    """What stands in fields of the customer's lead at the stand-in."""

    def values(path: str) -> list:
        card = client_of(connected).leads.get(lead_id=customer.lead["id"])
        return [value["value"] for value in card.filled.get(int(path.removeprefix("lead.cf_")), ())]

    return values


class TestScript:
    def test_is_active_it_begins_or_the_others_answer(self, told, says):
        told(script(say("s1", "With pleasure!"), is_active=False))
        assert says(WANTS) == [UNKNOWN]
        told(script(say("s1", "With pleasure!")))
        assert says(WANTS) == ["With pleasure!"]

    def test_is_active_switched_off_on_the_way_it_is_left(self, told, says):
        steps = [ask("s1", "What is it about?", GOODS), say("s2", "Noted.")]
        told(script(*steps))
        assert says(WANTS) == ["What is it about?"]
        told(script(*steps, is_active=False))
        assert says("How much is delivery?") == [f"Here is what I found:\n{FACT}"]
        told(script(*steps))
        assert says("A jacket") == [UNKNOWN]

    def test_examples_decide_when_it_begins(self, told, says):
        told(script(say("s1", "With pleasure!"), examples=["Where is my order?"]))
        assert says(WANTS) == [UNKNOWN]
        told(script(say("s1", "With pleasure!"), examples=EXAMPLES))
        assert says(WANTS) == ["With pleasure!"]

    def test_when_decides_when_it_begins(self, told, says):
        told(script(say("s1", "With pleasure!"), examples=[], when="The customer asks where the order is"))
        assert says(WANTS) == [UNKNOWN]
        told(script(say("s1", "With pleasure!"), examples=[], when="The customer wants to book a visit"))
        assert says(WANTS) == ["With pleasure!"]

    def test_name_is_recorded_with_the_decision(self, told, says):
        told(script(say("s1", "With pleasure!"), name="Visits"))
        says(WANTS)
        decision = Decision.objects.get()
        assert (decision.reason, decision.trace["script"]["name"]) == ("answered_by_script", "Visits")

    def test_id_tells_apart_the_script_a_conversation_stands_in(self, told, says):
        steps = [ask("s1", "What is it about?", GOODS), say("s2", "Noted.")]
        told(script(*steps))
        says(WANTS)
        told(script(*steps, id=2))
        assert says("A jacket") == [UNKNOWN]


class TestSay:
    def test_text_is_sent_word_for_word(self, told, says):
        told(script(say("s1", "**Visits** are free.\n# Come!")))
        assert says(WANTS) == ["**Visits** are free.\n# Come!"]

    def test_several_in_a_row_are_one_message(self, told, says):
        told(script(say("s1", "One."), say("s2", "Two.")))
        assert says(WANTS) == ["One.\n\nTwo."]

    def test_exact_off_without_a_model_is_skipped_and_the_trace_says_so(self, told, says):
        told(script(say("s1", "Greet them.", exact=False), say("s2", "Two.")))
        assert says(WANTS) == ["Two."]
        assert Decision.objects.get().trace["script"]["skipped"] == ["s1"]


class TestAsk:
    def test_text_is_asked(self, told, says):
        told(script(ask("s1", "How many?", COUNT)))
        assert says(WANTS) == ["How many?"]

    def test_field_is_where_the_answer_is_written(self, told, says, on_card):
        told(script(ask("s1", "How many, and what?", COUNT)))
        says(WANTS)
        says("12, please")
        assert on_card(COUNT) == ["12"]

    def test_field_decides_what_is_an_answer(self, told, says, on_card):
        told(script(ask("s1", "Which interests?", INTERESTS), say("s2", "Noted.")))
        says(WANTS)
        assert says("бег и лыжи") == ["Noted."]
        assert set(on_card(INTERESTS)) == {"Бег", "Лыжи"}

    def test_what_does_not_fit_is_asked_again_once_and_then_left(self, told, says, on_card):
        told(script(ask("s1", "How many?", COUNT), say("s2", "Let us go on.")))
        says(WANTS)
        assert says("quite a few of them") == ["I am sorry, I could not make that out.\n\nHow many?"]
        assert says("as I said, a few") == ["Let us go on."]
        assert on_card(COUNT) == []

    def test_what_somebody_entered_stays(self, told, says, on_card):
        told(script(ask("s1", "What is it about?", GOODS), say("s2", "Noted.")))
        says(WANTS)
        assert says("Boots") == ["Noted."]
        assert on_card(GOODS) == ["Куртка «Полярник»"]

    def test_what_somebody_entered_is_replaced_where_data_entry_allows_it(self, told, says, on_card, agent):
        rule = {"field_id": "cf_564834", "order": 1, "settings": {"overwrite": "always"}}
        live_patch(agent=agent, patch={"data_entry": {"lead": [rule]}})
        told(script(ask("s1", "What is it about?", GOODS)))
        says(WANTS)
        says("Boots")
        assert on_card(GOODS) == ["Boots"]

    def test_a_question_in_between_is_answered_and_the_open_one_repeated(self, told, says, on_card):
        told(script(ask("s1", "How many?", COUNT), say("s2", "Noted.")))
        says(WANTS)
        [answer] = says("How much is delivery?")
        assert FACT in answer
        assert answer.endswith("\n\nHow many?")
        assert says("3") == ["Noted."]
        assert on_card(COUNT) == ["3"]


class TestCondition:
    @pytest.mark.parametrize(
        ("test", "value", "answer", "holds"),
        [
            ("is", "12", "12", True),
            ("is", "12", "13", False),
            ("is_not", "12", "13", True),
            ("is_not", "12", "12", False),
            ("above", "10", "12", True),
            ("above", "10", "9", False),
            ("below", "10", "9", True),
            ("below", "10", "12", False),
        ],
    )
    def test_test_and_value_decide_the_way(self, told, says, test, value, answer, holds):
        told(
            script(
                ask("s1", "How many?", COUNT),
                condition("s2", of=COUNT, test=test, value=value, then="yes"),
                say("no", "It does not hold."),
                {"kind": "end", "key": "e"},
                say("yes", "It holds."),
            )
        )
        says(WANTS)
        assert says(answer) == ["It holds." if holds else "It does not hold."]

    @pytest.mark.parametrize(
        ("of", "test", "value", "holds"),
        [
            (SERVICE, "is", "Подбор одежды", True),
            (SERVICE, "is", "Опт", False),
            (SERVICE, "is_filled", "", True),
            (SEASON, "is_filled", "", False),
            (SEASON, "is_empty", "", True),
            ("contact.name", "contains", "Соколова", True),
            ("said", "contains", "visit", True),
            ("said", "contains", "delivery", False),
        ],
    )
    def test_of_is_what_the_card_holds_or_the_customer_said(self, told, says, on_card, of, test, value, holds):
        told(
            script(
                condition("s1", of=of, test=test, value=value, then="yes"),
                say("no", "It does not hold."),
                {"kind": "end", "key": "e"},
                say("yes", "It holds."),
            )
        )
        assert says(WANTS) == ["It holds." if holds else "It does not hold."]

    def test_then_and_otherwise_are_where_it_goes(self, told, says):
        ways = [
            say("a", "A."),
            {"kind": "end", "key": "e"},
            say("b", "B."),
            {"kind": "end", "key": "f"},
            say("c", "C."),
        ]
        for wanted, then, otherwise, got in (
            ("visit", "b", "c", "B."),
            ("visit", "c", "b", "C."),
            ("gift", "b", "c", "C."),
            ("gift", "b", "", "A."),
        ):
            step = condition("s1", of="said", test="contains", value=wanted, then=then, otherwise=otherwise)
            told(script(step, *ways))
            assert says(WANTS) == [got]


class TestOtherSteps:
    def test_go_to_step_is_where_it_goes(self, told, says):
        for step, got in (("s3", "C."), ("s2", "B.\n\nC.")):
            told(script({"kind": "go_to", "key": "s1", "step": step}, say("s2", "B."), say("s3", "C.")))
            assert says(WANTS) == [got]

    def test_going_round_ends(self, told, says):
        told(script(say("s1", "A."), {"kind": "go_to", "key": "s2", "step": "s1"}))
        assert says(WANTS) == ["A."]
        assert Decision.objects.get().trace["script"]["looped"]

    def test_end_ends(self, told, says):
        told(script(say("s1", "A."), {"kind": "end", "key": "s2"}, say("s3", "B.")))
        assert says(WANTS) == ["A."]

    def test_key_is_where_the_conversation_stands(self, told, says):
        """Who changes a step keeps its key; a step under another key is another one."""
        told(script(ask("s1", "How many?", COUNT), say("s2", "Noted.")))
        says(WANTS)
        told(script(say("s0", "First."), ask("s1", "How many pieces?", COUNT), say("s2", "Thanks.")))
        assert says("3") == ["Thanks."]


class TestWholeConversation:
    def test_six_messages_of_the_customer(self, told, says, on_card):
        told(
            script(
                say("hello", "With pleasure!"),
                ask("how-many", "How many pieces?", COUNT),
                condition("many", of=COUNT, test="above", value="10", then="bulk"),
                ask("fitting", "Would you like to try them on?", FITTING),
                {"kind": "go_to", "key": "on", "step": "day"},
                say("bulk", "For so many there is a discount."),
                ask("day", "For which day, as day.month.year?", DAY),
                say("bye", "Done, see you!"),
            )
        )
        assert says("Hello!") == ["Hello! How can I help you?"]
        assert says("I want to book an appointment") == ["With pleasure!\n\nHow many pieces?"]
        [aside] = says("How much is delivery?")
        assert FACT in aside
        assert says("15") == ["For so many there is a discount.\n\nFor which day, as day.month.year?"]
        assert says("some day") == ["I am sorry, I could not make that out.\n\nFor which day, as day.month.year?"]
        assert says("On 24.12.2026") == ["Done, see you!"]
        assert on_card(COUNT) == ["15"]
        assert len(on_card(DAY)) == 1
        assert reasons() == ["answered", *["answered_by_script"] * 5]
        assert not Message.objects.filter(author="agent").exclude(state="sent").exists()


class TestHandOff:
    def test_text_is_what_it_parts_with(self, told, says):
        told(script(say("s1", "One moment."), {"kind": "hand_off", "key": "s2", "text": "Olga will write to you."}))
        assert says(WANTS) == ["One moment.\n\nOlga will write to you."]
        assert Conversation.objects.get().answered_by == "person"
        assert reasons() == ["handed_off"]

    def test_without_a_text_it_parts_as_the_agent_does(self, told, says):
        told(script({"kind": "hand_off", "key": "s1"}))
        [said] = says(WANTS)
        assert said != ""
        assert Conversation.objects.get().answered_by == "person"


class TestWithAModel:
    def test_exact_off_is_said_in_the_words_of_the_model(self, told, says, model):
        model.will_answer(completion("Welcome, dear guest!"))
        told(script(say("s1", "Greet them warmly.", exact=False), say("s2", "Two.")))
        assert says(WANTS) == ["Welcome, dear guest!\n\nTwo."]
        assert "Greet them warmly." in model.requests[-1]["messages"][0]["content"]

    def test_exact_off_of_a_question_too(self, told, says, model, on_card):
        model.will_answer(completion("And how many would you like?"))
        told(script(ask("s1", "Find out how many they need.", COUNT, exact=False), say("s2", "Noted.")))
        assert says(WANTS) == ["And how many would you like?"]
        assert says("7") == ["Noted."]
        assert on_card(COUNT) == ["7"]

    def test_a_model_that_fails_is_done_without(self, told, says, model):
        model.will_answer({"error": {"message": "no"}}, status=400)
        told(script(say("s1", "Greet them.", exact=False), say("s2", "Two.")))
        assert says(WANTS) == ["Two."]


class TestPlace:
    def test_an_answer_that_is_taken_back_did_not_happen(self, told, customer, work, says):
        """The customer writes on before the reply is sent: it is made anew for everything, from where it stood."""
        told(script(ask("s1", "What is it about?", GOODS), ask("s2", "How many?", COUNT), say("s3", "Noted.")))
        says(WANTS)
        before = len(customer.got())
        customer.writes("Boots", contact_id="37054001")
        run_due_jobs(even_later=True, queues=("events", "turns"))
        customer.writes("Warm ones", contact_id="37054001")
        run_due_jobs(queues=("events",))
        work()
        assert customer.got()[before:] == ["How many?"]
        assert says("2") == ["Noted."]

    def test_what_a_person_has_written_ends_it(self, told, customer, work, says):
        told(script(ask("s1", "How many?", COUNT), say("s2", "Noted.")))
        says(WANTS)
        customer.manager_writes("I am here now.")
        work()
        conversation_hand_back(conversation=Conversation.objects.get(), at=timezone.now())
        assert says("3") == [UNKNOWN]

    def test_it_is_counted_while_it_lasts(self, told, says, agent):
        told(script(ask("s1", "How many?", COUNT)))
        says(WANTS)
        assert script_counts(agent) == {1: 1}
        says("3")
        assert script_counts(agent) == {}
