from agents.models import Agent, ScriptPlace
from agents.scripts.place import Place
from chat.models import Conversation


def script_place_keep(
    *,
    conversation: Conversation,
    agent: Agent,
    version: int | None,
    place: Place | None,
    before: Place | None,
    taken_up_to: int,
) -> None:
    """Remember where the conversation stands in a script, None for outside, in the transaction of its reply."""
    ScriptPlace.objects.update_or_create(
        conversation=conversation,
        defaults={
            "agent": agent,
            "version": version,
            "script_id": place.script_id if place else None,
            "standing": place.as_json() if place else None,
            "before": before.as_json() if before else None,
            "taken_up_to": taken_up_to,
        },
    )
