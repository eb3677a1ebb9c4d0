"""From what was said to a Reply. It sends nothing and stores nothing; what else is to happen comes back as actions."""

from agents.answering.answer import agent_reply
from agents.answering.handing_over import HandOver, hand_off_reply, task_only_reply
from agents.answering.types import NotWanted, Reply, Situation, StageExit

__all__ = [
    "HandOver",
    "NotWanted",
    "Reply",
    "Situation",
    "StageExit",
    "agent_reply",
    "hand_off_reply",
    "task_only_reply",
]
