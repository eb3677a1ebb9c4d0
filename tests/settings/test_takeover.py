"""Who silences an agent by writing, and when it answers again."""

import pytest

from crm_kommo.models import Task
from tests.automation.fixtures import reasons
from tests.settings.moments import time_passes

QUESTION = "How much is delivery?"


class TestTakeover:
    @pytest.fixture
    def olga(self, customer, work):
        """Olga, a manager, writes in the chat in Kommo."""

        def write() -> None:
            customer.manager_writes("I am on it")
            work()

        return write

    def test_by_person_says_whether_a_persons_word_silences_it(self, hears, decide, olga):
        decide(takeover={"by_person": False})
        olga()
        assert hears(QUESTION)
        decide(takeover={"by_person": True})
        assert hears(QUESTION) == ""
        assert reasons() == ["answered", "person_took_over"]

    def test_by_person_off_sends_also_what_waits_when_they_write(self, customer, decide, take_in, work):
        decide(takeover={"by_person": False})
        customer.writes(QUESTION)
        take_in()
        customer.manager_writes("I am on it")
        work()
        assert len(customer.got()) == 2

    def test_by_bot_says_whether_a_bots_word_does(self, hears, decide, customer, work):
        customer.bot_writes("Welcome!")
        work()
        assert hears(QUESTION)
        decide(takeover={"by_bot": True})
        assert hears(QUESTION) == ""
        assert reasons() == ["answered", "bot_took_over"]
        time_passes(hours=13)
        assert hears(QUESTION)

    def test_resume_after_number_and_unit_say_when_it_is_back(self, hears, decide, olga, conversation):
        decide(takeover={"resume_after": {"number": 3, "unit": "hours"}})
        olga()
        time_passes(hours=2)
        assert hears(QUESTION) == ""
        decide(takeover={"resume_after": {"number": 2, "unit": "hours"}})
        assert hears(QUESTION)
        assert conversation().answered_by == "agent"

    def test_resume_after_unit_is_of_the_calendar(self, hears, decide, olga):
        decide(takeover={"resume_after": {"number": 3, "unit": "days"}})
        olga()
        time_passes(hours=4)
        assert hears(QUESTION) == ""
        decide(takeover={"resume_after": {"number": 3, "unit": "hours"}})
        assert hears(QUESTION)

    def test_resume_after_nothing_is_never(self, hears, decide, olga):
        decide(takeover={"resume_after": None})
        olga()
        time_passes(days=900)
        assert hears(QUESTION) == ""
        decide(takeover={"resume_after": {"number": 12, "unit": "months"}})
        assert hears(QUESTION)

    def test_4_10_the_pause_counts_from_the_persons_last_word(self, hears, decide, olga):
        decide(takeover={"resume_after": {"number": 3, "unit": "hours"}})
        olga()
        time_passes(hours=2)
        olga()
        time_passes(hours=2)
        assert hears(QUESTION) == ""

    def test_4_10_a_task_that_is_open_keeps_it_with_the_person(self, hears, olga, connected, customer):
        olga()
        task = Task.objects.create(connection=connected, kommo_id=5, entity="leads", entity_id=customer.lead["id"])
        time_passes(days=30)
        assert hears(QUESTION) == ""
        task.is_completed = True
        task.save()
        assert hears(QUESTION)

    def test_4_10_a_hand_over_ends_by_the_same_rule_and_is_not_repeated(self, hears, conversation):
        hears("I want to talk to a human")
        assert hears(QUESTION) == ""
        Task.objects.update(is_completed=True)
        time_passes(hours=13)
        assert hears(QUESTION)
        assert reasons() == ["handed_off", "person_took_over", "answered"]
        assert conversation().handed_over_why == ""

    def test_4_10_twelve_hours_by_default_and_only_when_the_customer_writes(self, hears, olga, customer, work):
        olga()
        time_passes(hours=11)
        assert hears(QUESTION) == ""
        time_passes(hours=2)
        work()
        assert customer.got() == ["I am on it"]
        assert hears(QUESTION)
