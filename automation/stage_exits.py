"""A lead that has done with a stage goes where the stage's exit says: after the turn, and never against a person."""

from datetime import timedelta

from agents import selectors as agent_selectors
from agents.answering import StageExit
from agents.card_kinds import ENTITIES
from agents.settings.card_field import CardField
from agents.settings.reach import Exit, StageSettings
from automation.kinds import EXIT_JOB
from chat import selectors as chat_selectors
from chat import services as chat
from chat.models import Conversation, Message
from crm_kommo import services as crm
from crm_kommo.errors import Refused
from crm_kommo.job_errors import retried_later
from crm_kommo.models import Lead
from crm_kommo.uses import StageKey
from tenants.jobs import Merge, RetryLater, job_put

NOW = timedelta(0)
# The answer of this turn is sent first: the next stage may be one in which the agent says nothing.
LOOK_AGAIN = timedelta(seconds=2)
SETTLED_AFTER = timedelta(seconds=10)


def exit_owe(conversation: Conversation, action: StageExit) -> None:
    """Have it looked at when the turn is over."""
    newest = chat_selectors.newest_customer_message_id(conversation.pk)
    payload = {
        "message_id": newest,
        "agent_id": action.agent_id,
        "lead_id": action.lead_id,
        "stage": list(action.stage),
    }
    job_put(EXIT_JOB, key=str(conversation.pk), payload=payload, merge=Merge.REPLACE)


def exit_take(*, message_id: int, agent_id: int, lead_id: int, stage: StageKey) -> None:
    """Move the lead if its stage's exit holds, and note that with the decision. Once for a message.

    Raises RetryLater while the answer is on its way, and while Kommo is away.
    """
    message = Message.objects.select_related("conversation", "decision").get(pk=message_id)
    if not hasattr(message, "decision"):
        return  # the customer wrote more: the turn that answers everything asks anew
    if chat_selectors.is_answering(message.conversation):
        raise RetryLater(after=LOOK_AGAIN, reason="an answer is on its way", counts=False)
    told = _told(agent_id, stage)
    if told.exit is None or message.conversation.answered_by == Conversation.AnsweredBy.PERSON:
        return
    try:
        with retried_later(look_after=SETTLED_AFTER):
            outcome = _take(told, told.exit, lead_id=lead_id, stage=stage, key=f"exit-{message_id}")
    except Refused as error:
        outcome = {"refused": error.code}
    if outcome:
        chat.decision_note(decision=message.decision, name="exit", value={"when": told.exit.when, **outcome})


def _told(agent_id: int, stage: StageKey) -> StageSettings:
    """As it is live now."""
    settings = agent_selectors.settings_live(agent_id)
    pipeline = settings.pipelines.get(stage.pipeline_id) if settings else None
    return pipeline.stage(stage.stage_id) if pipeline else StageSettings()


def _take(told: StageSettings, leaving: Exit, *, lead_id: int, stage: StageKey, key: str) -> dict[str, object]:
    """What came of it; nothing while the stage is not done."""
    lead = crm.lead_fresh(lead_id=lead_id, max_age=NOW)
    if lead is None or (lead.pipeline_id, lead.status_id) != tuple(stage):
        return {}
    is_done = _is_collected(told, lead) if leaving.when == "collected" else _has_written(leaving, lead_id, stage)
    if not is_done:
        return {}
    target = leaving.move_to
    changes = crm.lead_move(
        lead_id=lead_id, pipeline_id=target.pipeline_id, stage_id=target.status_id, key=key, seen=stage
    )
    if changes.conflicts:
        return {"moved_by_somebody": True}
    return {"pipeline_id": target.pipeline_id, "stage_id": target.status_id}


def _is_collected(told: StageSettings, lead: Lead) -> bool:
    """Every field is filled; one that is gone from Kommo is not waited for."""
    cards = {"lead": lead.kommo_id, "contact": lead.main_contact_id}
    filled = []
    for card, card_id in cards.items():
        keys = [field.key for field in map(CardField.parse, told.collect) if field.card == card]
        view = crm.card_read(entity=ENTITIES[card], card_id=card_id, max_age=NOW) if keys and card_id else None
        if keys and view is None:
            return False
        filled += [bool(view.fields[key].text) for key in keys if key in view.fields]
    return bool(filled) and all(filled)


def _has_written(leaving: Exit, lead_id: int, stage: StageKey) -> bool:
    since = crm.lead_stage_since(lead_id=lead_id, stage=stage)
    return chat_selectors.customer_messages(lead_id=lead_id, since=since) >= leaving.messages
