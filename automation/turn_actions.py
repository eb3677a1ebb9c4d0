"""What is to happen with a reply besides its being sent: carried out in the transaction that queues it."""

from collections.abc import Callable, Iterable
from typing import Any

from agents.answering import HandOver, StageExit
from agents.answering.script_actions import KeepPlace, StoreAnswer
from agents.answering.types import Action
from automation.hand_overs import hand_over
from automation.script_deeds import keep_place, owe_answer
from automation.stage_exits import exit_owe
from chat.models import Conversation

# Each kind of action with its deed, which stores and owes jobs, and calls nobody.
DEEDS: dict[type[Action], Callable[[Conversation, Any], None]] = {
    HandOver: hand_over,
    KeepPlace: keep_place,
    StoreAnswer: owe_answer,
    StageExit: exit_owe,
}


def carry_out(*, conversation: Conversation, actions: Iterable[Action]) -> None:
    """All of them, in their order."""
    for action in actions:
        DEEDS[type(action)](conversation, action)
