"""What holds at once, and what waits to be published, as the customer meets it in the stand-in's chat."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from agents.models import Agent
from agents.selectors import settings_of
from agents.services import agent_create, agent_pause, agent_publish, agent_switch, draft_patch, version_restore
from chat.models import Conversation, Decision
from dashboard.inbox.lines import thread_lines
from tests.automation.fixtures import FACT, Customer, reasons

FRIENDLY = {"style": {"tone": "friendly"}}


@pytest.fixture
def asks(customer: Customer, work: Callable[..., list[str]]) -> Callable[[], str]:
    """The customer asks about delivery; what came of it in the chat, empty for silence."""

    def ask() -> str:
        before = len(customer.got())
        customer.writes("How much is delivery by courier?")
        work()
        return "\n".join(customer.got()[before:])

    return ask


class TestRunning:
    def test_is_active(self, asks, agent):
        agent_switch(agent=agent, is_active=False)
        assert asks() == ""
        assert reasons() == ["no_agent"]
        agent_switch(agent=agent, is_active=True)
        assert FACT in asks()

    def test_paused_until(self, asks, agent):
        agent_pause(agent=agent, until=timezone.now() + timedelta(hours=1))
        assert asks() == ""
        assert reasons() == ["no_agent"]
        agent_pause(agent=agent, until=timezone.now() - timedelta(seconds=1))
        assert FACT in asks()

    def test_priority(self, asks, agent):
        settings = settings_of(agent.live)
        style = settings.style.model_copy(update={"tone": "friendly"})
        other = agent_create(settings=settings.model_copy(update={"name": "Boris", "style": style}), publish=True)
        agent_switch(agent=other, is_active=True, priority=agent.priority + 1)
        by_anna = asks()
        agent_switch(agent=other, priority=agent.priority - 1)
        by_boris = asks()
        assert by_anna != by_boris
        names = Decision.objects.order_by("pk").values_list("agent_name", flat=True)
        assert list(names) == ["Anna", "Boris"]


class TestVersions:
    def change_draft(self, agent: Agent) -> None:
        draft_patch(agent=agent, patch=FRIENDLY, author=None)

    def test_a_draft_changes_nothing_for_customers_and_publishing_does(self, asks, agent):
        before = asks()
        self.change_draft(agent)
        assert asks() == before
        agent_publish(agent=agent, author=None)
        assert asks() != before

    def test_a_restored_version_answers_as_it_did(self, asks, agent):
        before, first = asks(), agent.live
        self.change_draft(agent)
        agent_publish(agent=agent, author=None)
        version_restore(agent=agent, version=first, author=None)
        assert asks() != before
        agent_publish(agent=agent, author=None)
        assert asks() == before

    def test_the_conversation_keeps_which_version_answered(self, asks, agent):
        number = agent.live.number
        asks()
        self.change_draft(agent)
        agent_publish(agent=agent, author=None)
        asks()
        assert list(Decision.objects.order_by("pk").values_list("agent_version", flat=True)) == [number, number + 1]
        said = [line.decision_text for line in thread_lines(Conversation.objects.get()) if line.decision_text]
        assert [text.split(" · ")[0] for text in said] == [
            f"Answered by Anna v{number}",
            f"Answered by Anna v{number + 1}",
        ]
