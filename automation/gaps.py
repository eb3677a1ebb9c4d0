"""Customers' questions that found no answer become gaps of the knowledge base."""

from typing import Any

from agents.verdicts import Reason
from automation.kinds import GAP_JOB
from chat.models import Conversation, Message
from knowledge import services as knowledge
from tenants.jobs import job_put


def gap_owe(*, message_ids: list[int], reason: str, trace: dict[str, Any]) -> None:
    """Owe the noting of what was asked, where the answer was that it is not known, or a person had to be called."""
    gave_up = reason == Reason.HANDED_OFF and trace.get("handoff") == "no_answer"
    if reason == Reason.ANSWERED_UNKNOWN or gave_up:
        job_put(GAP_JOB, key=str(max(message_ids)), payload={"message_ids": message_ids})


def gap_take(*, message_ids: list[int]) -> None:
    """Note the question of a burst, its messages joined. One that was asked in a trial is no customer's."""
    asked = list(Message.objects.filter(pk__in=message_ids).select_related("conversation").order_by("pk"))
    if not asked or asked[-1].conversation.origin == Conversation.Origin.TEST:
        return
    last = asked[-1]
    knowledge.gap_note(
        text=" ".join(message.text for message in asked),
        asked_at=last.said_at,
        message_id=last.pk,
        conversation_id=last.conversation_id,
        lead_id=last.conversation.lead_id,
    )
