"""Giving way to a person: what the customer reads, whose the lead is then, and who has which task."""

from datetime import timedelta

import pytest
from django.utils import timezone

from automation.models import HandOver
from chat.models import Decision
from crm_kommo.models import KommoUser, Task
from tests.automation.fixtures import reasons
from tests.crm_kommo.cards import time_passes as nobody_writes_any_more
from tests.settings.kommo_side import ANNA, MAX, know_people, responsible_for, tasks_of
from tests.settings.moments import time_passes

QUESTION = "How much is delivery?"
UNKNOWN = "What is the weather in Paris today?"
PERSON = "I want to talk to a human"
ANGRY = "This is ridiculous!"
TOPIC = "Do you give refunds?"
OURS = "Olga will write to you."


@pytest.fixture(autouse=True)
def _people(connected):
    know_people(connected)


class TestWhy:
    @pytest.mark.parametrize(
        ("why", "said", "on"),
        [("asked", PERSON, {}), ("angry", ANGRY, {}), ("topics", TOPIC, {"words": ["refund"]})],
    )
    def test_is_on_makes_words_a_reason(self, hears, decide, why, said, on):
        decide(handoff={why: {"is_on": False, "text": OURS, **on}})
        assert hears(said) not in ("", OURS)
        decide(handoff={why: {"is_on": True}})
        assert hears(said) == OURS
        assert reasons()[-1] == "handed_off"
        assert Decision.objects.latest("pk").trace["heard"] in said.lower()

    @pytest.mark.parametrize("why", ["asked", "angry", "topics", "no_answer", "limit"])
    def test_text_is_what_the_customer_reads_for_that_reason(self, hears, decide, why):
        said = {"asked": PERSON, "angry": ANGRY, "topics": TOPIC, "no_answer": UNKNOWN, "limit": QUESTION}[why]
        more = {"topics": {"words": ["refund"], "is_on": True}, "no_answer": {"times": 1}}.get(why, {})
        decide(handoff={why: {"text": OURS, **more}}, limits={"per_day": int(why == "limit")})
        answers = [hears(said) for _twice in range(2 if why == "limit" else 1)]
        assert answers[-1] == OURS

    def test_without_a_text_it_is_said_in_the_customers_language(self, hears):
        assert hears("Позовите оператора, пожалуйста") == "Передаю диалог коллеге, вам ответят здесь."

    def test_topics_words_name_the_topic_in_any_form(self, hears, decide):
        decide(handoff={"topics": {"is_on": True, "words": ["warranty"], "text": OURS}})
        assert hears(TOPIC) != OURS
        decide(handoff={"topics": {"words": ["warranty", "refund"]}})
        assert hears(TOPIC) == OURS

    def test_no_answer_is_on_ends_a_row_of_not_knowing(self, hears, decide):
        decide(handoff={"no_answer": {"is_on": False, "text": OURS}})
        assert OURS not in [hears(UNKNOWN) for _often in range(3)]
        decide(handoff={"no_answer": {"is_on": True}})
        assert hears(UNKNOWN) == OURS

    def test_no_answer_times_is_how_long_the_row_may_be(self, hears, decide):
        decide(handoff={"no_answer": {"times": 3, "text": OURS}})
        assert OURS not in [hears(UNKNOWN), hears(UNKNOWN)]
        hears(QUESTION)
        assert OURS not in [hears(UNKNOWN), hears(UNKNOWN)]
        decide(handoff={"no_answer": {"times": 2}})
        assert hears(UNKNOWN) == OURS

    def test_limit_is_on_gives_the_conversation_away_and_off_leaves_a_task_only(
        self,
        hears,
        decide,
        connected,
        customer,
        conversation,
    ):
        hears(QUESTION)
        decide(limits={"per_day": 1}, handoff={"limit": {"is_on": False}, "task": {"is_on": False}})
        assert hears(QUESTION) == hears(QUESTION) == ""
        assert reasons()[1:] == ["limit_reached", "limit_reached"]
        assert conversation().answered_by == "agent"
        assert len(tasks_of(connected, customer.lead["id"])) == 1
        decide(handoff={"limit": {"is_on": True, "text": OURS}})
        assert hears(QUESTION) == OURS
        assert conversation().answered_by == "person"


class TestWho:
    @pytest.fixture
    def hands_over(self, hears, connected, customer):
        """The customer asks for a person; whose the lead is then, and who has the newest task."""

        def hand_over() -> tuple[int, int]:
            Task.objects.update(is_completed=True)
            time_passes(days=2)
            hears(PERSON)
            task = max(tasks_of(connected, customer.lead["id"]), key=lambda task: task.id)
            return responsible_for(connected, customer.lead["id"]), task.responsible_user_id

        return hand_over

    def test_to_says_whose_it_becomes(self, hands_over, decide, kommo, customer, connected):
        before = responsible_for(connected, customer.lead["id"])
        assert hands_over() == (before, before)
        other = MAX if before == ANNA else ANNA
        decide(handoff={"to": "user", "users": [other]})
        assert hands_over() == (other, other)

    def test_users_name_who_gets_it(self, hands_over, decide):
        for user in (ANNA, MAX):
            decide(handoff={"to": "user", "users": [user]})
            assert hands_over() == (user, user)

    def test_round_robin_is_fair(self, hands_over, decide):
        decide(handoff={"to": "round_robin", "users": [MAX, ANNA]})
        assert [hands_over()[1] for _turn in range(4)] == [MAX, ANNA, MAX, ANNA]

    def test_who_is_gone_is_left_out(self, hands_over, decide):
        decide(handoff={"to": "round_robin", "users": [MAX, ANNA]})
        KommoUser.objects.filter(kommo_id=MAX).update(is_missing=True)
        assert [hands_over()[1] for _turn in range(2)] == [ANNA, ANNA]

    def test_whom_kommo_refuses_is_replaced_by_the_responsible_user(self, hands_over, decide, connected, customer):
        before = responsible_for(connected, customer.lead["id"])
        KommoUser.objects.create(connection=connected, kommo_id=999, name="Nobody")
        decide(handoff={"to": "user", "users": [999]})
        assert hands_over() == (before, before)
        assert HandOver.objects.get().trouble

    def test_the_conversation_names_the_person(self, hands_over, decide, conversation):
        decide(handoff={"to": "user", "users": [MAX]})
        hands_over()
        found = conversation()
        assert (found.answered_by, found.taken_over_by, found.handed_over_why) == ("person", "Max Lindgren", "asked")


class TestTask:
    @pytest.fixture
    def tasks(self, connected, customer):
        return lambda: tasks_of(connected, customer.lead["id"])

    def test_is_on_makes_one(self, hears, decide, tasks):
        decide(handoff={"task": {"is_on": False}})
        hears(PERSON)
        assert tasks() == []
        time_passes(days=2)
        decide(handoff={"task": {"is_on": True}})
        hears(PERSON)
        assert len(tasks()) == 1

    def test_without_a_text_it_names_the_customer_the_reason_and_the_last_words(self, hears, tasks):
        hears(PERSON)
        [task] = tasks()
        assert task.text.startswith(f"The customer asked for a person\nIvan: «{PERSON}»")

    def test_text_stands_first(self, hears, decide, tasks):
        decide(handoff={"task": {"text": "Call back at once"}})
        hears(PERSON)
        [task] = tasks()
        assert task.text.startswith("Call back at once (the customer asked for a person)\nIvan:")

    def test_within_minutes_is_its_deadline(self, hears, decide, tasks):
        decide(handoff={"task": {"within_minutes": 240}})
        hears(PERSON)
        [task] = tasks()
        assert timedelta(minutes=235) < task.complete_till - timezone.now() <= timedelta(minutes=240)

    def test_one_whose_making_was_not_confirmed_is_looked_up_and_not_made_twice(self, hears, tasks, kommo, work):
        kommo.fail("POST /api/v4/tasks", cut=True)
        hears(PERSON)
        assert HandOver.objects.get().task_id is None
        nobody_writes_any_more()
        work()
        [task] = tasks()
        assert HandOver.objects.get().task_id == task.id
