"""How often an agent answers, and what comes then: words, and a task for a person."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agents.models import ModelCall, ModelProvider
from chat.models import Decision
from chat.services import conversation_hand_back
from crm_kommo.models import Task
from tests.automation.fixtures import FACT, reasons
from tests.settings.kommo_side import tasks_of
from tests.settings.moments import time_passes

QUESTION = "How much is delivery?"
ANSWER = f"Here is what I found:\n{FACT}"
LIMIT = "My colleague goes on from here."


class TestLimits:
    @pytest.fixture(autouse=True)
    def _words(self, decide):
        decide(handoff={"limit": {"text": LIMIT}})

    @pytest.fixture
    def priced(self, model):
        """A model that costs something: 11 tokens at 2 and 3 at 10, in millionths."""
        ModelProvider.objects.update(prices={"test-model": {"read": "2", "wrote": "10"}})

    def test_per_conversation_ends_with_words_and_a_task(self, hears, decide, connected, customer):
        decide(limits={"per_conversation": 0})
        assert hears(QUESTION) == ANSWER
        decide(limits={"per_conversation": 1})
        assert hears(QUESTION) == LIMIT
        assert hears("And to Spain?") == ""
        assert reasons() == ["answered", "limit_reached", "person_took_over"]
        [task] = tasks_of(connected, customer.lead["id"])
        assert "limit" in task.text

    def test_per_conversation_counts_anew_after_it_was_handed_back(self, hears, decide, conversation):
        decide(limits={"per_conversation": 1})
        hears(QUESTION)
        assert hears(QUESTION) == LIMIT
        Task.objects.update(is_completed=True)
        conversation_hand_back(conversation=conversation(), at=timezone.now())
        assert hears(QUESTION) == ANSWER

    def test_per_day_counts_all_conversations_of_the_day(self, hears, decide):
        hears(QUESTION)
        decide(limits={"per_day": 1})
        assert hears(QUESTION) == LIMIT
        assert reasons() == ["answered", "limit_reached"]

    def test_per_day_is_forgotten_the_next_day(self, hears, decide):
        hears(QUESTION)
        decide(limits={"per_day": 1})
        time_passes(days=1)
        assert hears(QUESTION) == ANSWER

    def test_cost_per_conversation_ends_with_words_and_a_task(self, hears, decide, priced, connected, customer):
        assert hears(QUESTION) == "Fine."
        decide(limits={"cost_per_conversation": 100})
        assert hears(QUESTION) == "Fine."
        decide(limits={"cost_per_conversation": 0.00001})
        assert hears(QUESTION) == LIMIT
        assert reasons() == ["answered", "answered", "limit_reached"]
        assert len(tasks_of(connected, customer.lead["id"])) == 1

    def test_cost_per_day_counts_all_conversations_of_the_day(self, hears, decide, priced):
        hears(QUESTION)
        decide(limits={"cost_per_day": 0.00001})
        ModelCall.objects.update(conversation=None)
        assert hears(QUESTION) == LIMIT

    def test_cost_per_day_is_forgotten_the_next_day(self, hears, decide, priced):
        hears(QUESTION)
        decide(limits={"cost_per_day": 0.00001})
        ModelCall.objects.update(created_at=timezone.now() - timedelta(days=1))
        assert hears(QUESTION) == "Fine."

    def test_what_is_no_answer_does_not_count(self, hears, decide):
        hears(QUESTION)
        Decision.objects.update(reason="outside_hours_text")
        decide(limits={"per_day": 1, "per_conversation": 1})
        assert hears(QUESTION) == ANSWER
