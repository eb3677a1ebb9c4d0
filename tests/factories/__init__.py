"""Rows for tests that are about reading them; what is about writing them goes through the services."""

from tests.factories.agents import AgentFactory, live_patch
from tests.factories.chat import ConversationFactory, DecisionFactory, MessageFactory
from tests.factories.tenants import MembershipFactory, UserFactory

__all__ = [
    "AgentFactory",
    "ConversationFactory",
    "DecisionFactory",
    "MembershipFactory",
    "MessageFactory",
    "UserFactory",
    "live_patch",
]
