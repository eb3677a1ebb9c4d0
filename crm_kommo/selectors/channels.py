"""Channels, as they were found in talks and messages."""

from django.db.models import Q, QuerySet

from crm_kommo.models import Channel


def channels_all() -> QuerySet[Channel]:
    """Also those in which no agent may answer, in an order that a new name does not change."""
    return Channel.objects.filter(connection__is_current=True).order_by("pk")


def channels() -> QuerySet[Channel]:
    return Channel.objects.filter(connection__is_current=True, is_enabled=True)


def channel_is_on(*, origin: str, source_id: int | None) -> bool:
    """Whether an admin lets agents answer there. One that is not known yet is on.

    Some hooks do not name the source: then one that is on is enough.
    """
    channels = Channel.objects.filter(connection__is_current=True, origin=origin)
    if source_id is not None:
        channels = channels.filter(Q(source_id=source_id) | Q(source_id=None))
    switches = list(channels.values_list("is_enabled", flat=True))
    return not switches or any(switches)


def channel_names() -> dict[str, str]:
    """Kommo's code of a messenger → its name here."""
    return dict(Channel.objects.filter(connection__is_current=True).values_list("origin", "name"))
