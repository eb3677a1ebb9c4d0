"""Where conversations stand in scripts."""

from django.db.models import Count, Q

from agents.models import Agent, ScriptPlace
from agents.scripts.place import Place, place_from
from chat.models import Conversation, Message


def script_place_of(*, agent: Agent, conversation_id: int, first_waiting: int) -> Place | None:
    """The place at which the customer's messages from `first_waiting` on find the conversation; two queries at most.

    An answer that was taken back, because the customer wrote on, did not happen. None also when a message has gone by
    that the script did not take: another answered it, or a person wrote.
    """
    rows = ScriptPlace.objects.select_related("conversation")
    row = rows.filter(conversation_id=conversation_id, agent=agent).first()
    if row is None or _is_of_earlier_episode(row):
        return None
    if row.taken_up_to >= first_waiting:
        return place_from(row.before)
    place = place_from(row.standing)
    return None if place is None or _went_by(row, first_waiting) else place


def script_counts(agent: Agent) -> dict[int, int]:
    """How many conversations stand in each script now, by its id; one query."""
    standing = ScriptPlace.objects.filter(agent=agent).exclude(script_id=None)
    standing = standing.filter(conversation__answered_by=Conversation.AnsweredBy.AGENT)
    rows = standing.values("script_id").annotate(count=Count("pk"))
    return {row["script_id"]: row["count"] for row in rows}


def _is_of_earlier_episode(row: ScriptPlace) -> bool:
    began = row.conversation.episode_began_at
    return began is not None and row.updated_at < began


def _went_by(row: ScriptPlace, first_waiting: int) -> bool:
    between = Message.objects.filter(conversation_id=row.conversation_id, pk__gt=row.taken_up_to, pk__lt=first_waiting)
    without = Q(author=Message.Author.PERSON) | Q(author=Message.Author.CUSTOMER, decision__answered=True)
    return between.filter(without).exists()
