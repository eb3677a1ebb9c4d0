"""What receivers are told of each fact: plain values, ids that stand in Kommo too, nothing secret.

Documented in docs/outgoing-webhooks.md; a change that could break a receiver needs a new version.
"""

from typing import Any

from automation.outgoing.deliveries import fact_tell
from automation.outgoing.events import OutgoingEvent
from chat.models import Conversation, Message
from chat.selectors import decision_of
from crm_kommo.payloads.events import LeadChanged


def message_received_tell(*, message: Message) -> None:
    fact_tell(event=OutgoingEvent.MESSAGE_RECEIVED, data=_message(message))


def reply_tell(*, message: Message, event: OutgoingEvent) -> None:
    """A reply of an agent was sent, or could not be (`reason` says why)."""
    decision = decision_of(message)
    data = _message(message) | {
        "agent": {"id": decision.agent_id if decision else None, "name": message.author_name},
        "model": message.model,
        "sources": message.sources,
        "reason": message.state_reason,
    }
    fact_tell(event=event, data=data, agent_id=decision.agent_id if decision else None)


def conversation_tell(*, conversation: Conversation, event: OutgoingEvent) -> None:
    fact_tell(event=event, data={"conversation": _conversation(conversation), "person": conversation.taken_over_by})


def stage_tell(*, event: LeadChanged) -> None:
    """Ids are Kommo's; a stage is known by pipeline and stage together. Not every hook tells where the lead was."""
    data = {
        "lead_id": event.lead_id,
        "from": {"pipeline_id": event.old_pipeline_id, "stage_id": event.old_status_id},
        "to": {"pipeline_id": event.pipeline_id, "stage_id": event.status_id},
        "changed_at": event.updated_at.isoformat() if event.updated_at else None,
    }
    fact_tell(event=OutgoingEvent.LEAD_STAGE_CHANGED, data=data)


def _message(message: Message) -> dict[str, Any]:
    in_kommo = message.conversation.origin == Conversation.Origin.KOMMO
    return {
        "message": {
            "id": message.pk,
            "kommo_id": message.external_id if in_kommo else None,
            "author": message.author,
            "author_name": message.author_name,
            "text": message.text,
            "attachment": message.attachment,
            "said_at": message.said_at.isoformat(),
        },
        "conversation": _conversation(message.conversation),
    }


def _conversation(conversation: Conversation) -> dict[str, Any]:
    return {
        "id": conversation.pk,
        "talk_id": conversation.talk_id,
        "lead_id": conversation.lead_id,
        "contact_id": conversation.contact_id,
        "contact_name": conversation.contact_name,
        "channel": conversation.channel,
        "answered_by": conversation.answered_by,
    }
