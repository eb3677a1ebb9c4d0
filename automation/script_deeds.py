"""What a script asks for besides its words: stored and owed with the reply, done later where Kommo is needed."""

from datetime import timedelta

from agents.answering.script_actions import KeepPlace, StoreAnswer
from agents.services import script_place_keep
from agents.services.field_writes import field_writes_keep, field_writes_owe
from chat.models import Conversation


def keep_place(conversation: Conversation, action: KeepPlace) -> None:
    script_place_keep(
        conversation=conversation,
        agent=action.agent,
        version=action.version,
        place=action.place,
        before=action.before,
        taken_up_to=action.taken_up_to,
    )


def owe_answer(_conversation: Conversation, action: StoreAnswer) -> None:
    """The customer's card is written when the reply is on its way: Kommo may take its time."""
    for effect in field_writes_keep([action.row]):
        field_writes_owe(effect, after=timedelta(0))
