"""What agents wrote into cards."""

from collections.abc import Iterable

from django.db.models import QuerySet

from agents.models import Agent, FieldWrite

# What reached the card, or may have: it tells whose value stands there.
_REACHED = (FieldWrite.State.WRITTEN, FieldWrite.State.UNKNOWN, FieldWrite.State.UNDONE)


def field_writes(
    *, agent: Agent | None = None, lead_id: int | None = None, contact_id: int | None = None
) -> QuerySet[FieldWrite]:
    """The write log, newest first; of one agent, or of the conversations of one lead or contact."""
    found = FieldWrite.objects.select_related("agent", "version", "message").order_by("-pk")
    if agent is not None:
        found = found.filter(agent=agent)
    if lead_id is not None:
        found = found.filter(conversation__lead_id=lead_id)
    if contact_id is not None:
        found = found.filter(conversation__contact_id=contact_id)
    return found


def field_writes_last(*, entity: str, card_id: int, keys: Iterable[str]) -> dict[str, FieldWrite]:
    """By field, what we wrote last into a card."""
    reached = FieldWrite.objects.filter(entity=entity, card_id=card_id, field_key__in=list(keys), state__in=_REACHED)
    last = reached.order_by("field_key", "-pk").distinct("field_key")
    return {write.field_key: write for write in last}


def field_writes_open(effect: str) -> list[FieldWrite]:
    """The rows of a write to a card that is not settled."""
    return list(FieldWrite.objects.unsettled().filter(effect=effect).order_by("pk"))
