from typing import Any

from chat.models import Decision, Message
from chat.signals import messages_decided


def decision_note(*, decision: Decision, name: str, value: Any) -> Decision:
    """Keep with a decision what came of it later."""
    decision.trace = {**decision.trace, name: value}
    decision.save(update_fields=["trace", "updated_at"])
    return decision


def decisions_record(
    *,
    messages: list[Message],
    reason: str,
    answered: bool,
    agent_id: int | None,
    agent_name: str,
    agent_version: int | None = None,
    reply: Message | None,
    trace: dict[str, Any],
) -> None:
    """One decision for each of these messages of a burst. IntegrityError when one of them is decided already."""
    Decision.objects.bulk_create(
        [
            Decision(
                message=message,
                reason=reason,
                answered=answered,
                agent_id=agent_id,
                agent_name=agent_name,
                agent_version=agent_version,
                reply=reply,
                trace=trace,
            )
            for message in messages
        ]
    )
    messages_decided.send(sender=Decision, message_ids=[message.pk for message in messages], reason=reason, trace=trace)
