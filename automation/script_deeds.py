"""What a script asks for besides its words: stored and owed with the reply, done later where Kommo is needed."""

from datetime import timedelta

from agents import selectors as agent_selectors
from agents.answering.script_actions import KeepPlace, StoreAnswer
from agents.services import script_answer_write, script_place_keep
from automation.kinds import SCRIPT_ANSWER_JOB
from chat.models import Conversation
from crm_kommo.errors import OutcomeUnknown, Refused, TryLater
from tenants.jobs import GiveUp, RetryLater, job_put

UNKNOWN_RETRY = timedelta(seconds=30)


def keep_place(conversation: Conversation, action: KeepPlace) -> None:
    script_place_keep(
        conversation=conversation,
        agent=action.agent,
        version=action.version,
        place=action.place,
        before=action.before,
        taken_up_to=action.taken_up_to,
    )


def owe_answer(conversation: Conversation, action: StoreAnswer) -> None:
    """The customer's card is written when the reply is on its way: Kommo may take its time."""
    key = f"script-{conversation.pk}-{action.message_id}-{action.field}"
    payload = {
        "agent_id": action.agent.pk,
        "card_id": action.card_id,
        "field": action.field,
        "value": action.value,
        "key": key,
    }
    job_put(SCRIPT_ANSWER_JOB, key=key, payload=payload)


def write_answer(*, agent_id: int, card_id: int, field: str, value: str, key: str) -> None:
    """Raises RetryLater while Kommo is away, GiveUp when it will not take the value."""
    agent = agent_selectors.agents().filter(pk=agent_id).exclude(live=None).first()
    if agent is None:
        return
    try:
        script_answer_write(agent=agent, card_id=card_id, field=field, value=value, key=key)
    except TryLater as error:
        raise RetryLater(after=error.after, reason=str(error), counts=False) from error
    except OutcomeUnknown as error:
        raise RetryLater(after=UNKNOWN_RETRY, reason=str(error)) from error
    except Refused as error:
        raise GiveUp(str(error)) from error
