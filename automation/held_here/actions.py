"""What is to happen with an answer that is given here besides its being said."""

from collections.abc import Iterable

from agents.answering import HandOver
from agents.answering.script_actions import KeepPlace
from agents.answering.types import Action
from automation.held_here.held import Held
from automation.script_deeds import keep_place
from automation.turn_actions import carry_out
from chat import services as chat


def carry_out_here(held: Held, actions: Iterable[Action]) -> None:
    """All of them where there is a lead; else only what happens in the conversation itself."""
    if not held.is_dry:
        carry_out(conversation=held.conversation, actions=actions)
        return
    for action in actions:
        if isinstance(action, HandOver) and not action.keeps:
            at = held.now()
            chat.conversation_hand_over(conversation=held.conversation, person_name="", at=at, why=action.why)
        elif isinstance(action, KeepPlace):
            keep_place(held.conversation, action)
