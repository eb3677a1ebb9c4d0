"""What the chat API says of conversations, messages and decisions."""

from typing import Any

from agents.reasons import reason_label
from chat.models import Conversation, Decision, Feedback, Message

# What a decision keeps of the agent's own settings; told to who may read those.
OF_SETTINGS = ("prompt",)


def conversation_shown(conversation: Conversation) -> dict[str, Any]:
    return {
        "id": conversation.pk,
        "origin": conversation.origin,
        "agent": conversation.agent_id,
        "persona": conversation.persona,
        "lead_id": conversation.lead_id,
        "contact_id": conversation.contact_id,
        "contact_name": conversation.contact_name,
        "channel": conversation.channel,
        "answered_by": conversation.answered_by,
        "waits_until": conversation.waits_until,
        "last_message_at": conversation.last_message_at,
        "created_at": conversation.created_at,
    }


def message_shown(message: Message) -> dict[str, Any]:
    return {
        "id": message.pk,
        "conversation": message.conversation_id,
        "author": message.author,
        "author_name": message.author_name,
        "text": message.text,
        "said_at": message.said_at,
        "state": message.state,
        "model": message.model,
        "sources": message.sources,
    }


def decision_shown(decision: Decision, *, with_settings: bool) -> dict[str, Any]:
    hidden = () if with_settings else OF_SETTINGS
    return {
        "id": decision.pk,
        "message": decision.message_id,
        "reply": decision.reply_id,
        "reason": decision.reason,
        "reason_text": reason_label(decision.reason),
        "answered": decision.answered,
        "agent": {"id": decision.agent_id, "name": decision.agent_name, "version": decision.agent_version},
        "trace": {name: value for name, value in decision.trace.items() if name not in hidden},
        "created_at": decision.created_at,
    }


def outcome_shown(message: Message, decision: Decision | None, *, with_settings: bool) -> dict[str, Any]:
    """What came of a customer's message: `status` answered, silent or pending."""
    reply = decision.reply if decision else None
    return {
        "status": _status(decision),
        "conversation": message.conversation_id,
        "said": message_shown(message),
        "message": message_shown(reply) if reply else None,
        "sources": reply.sources if reply else [],
        "decision": decision_shown(decision, with_settings=with_settings) if decision else None,
    }


def feedback_shown(feedback: Feedback) -> dict[str, Any]:
    return {
        "message": feedback.message_id,
        "verdict": "up" if feedback.is_good else "down",
        "wanted": feedback.wanted,
        "updated_at": feedback.updated_at,
    }


def _status(decision: Decision | None) -> str:
    if decision is None:
        return "pending"
    return "answered" if decision.answered else "silent"
