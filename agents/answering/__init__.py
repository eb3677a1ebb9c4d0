"""From what was said to a Reply. It sends nothing and stores nothing; what else is to happen comes back as actions."""

from agents.answering.answer import agent_reply
from agents.answering.types import Reply, Situation

__all__ = ["Reply", "Situation", "agent_reply"]
