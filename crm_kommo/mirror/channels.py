"""Channels are discovered: Kommo has no list of them, but every talk and most messages name theirs."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from crm_kommo.models import Channel, Connection

# Origin, number of the messenger's account, and when.
Heard = tuple[str, int | None, datetime | None]

NOTE_EVERY = timedelta(minutes=10)

# What is not here is shown by its code.
NAMES = {
    "waba": "WhatsApp",
    "com.amocrm.amocrmwa": "WhatsApp Lite",
    "instagram_business": "Instagram",
    "facebook": "Messenger",
    "telegram": "Telegram",
    "viber": "Viber",
    "vk": "VK",
    "onlinechat": "Online chat",
}


def channel_seen(connection: Connection, *, origin: str, source_id: int | None, at: datetime | None) -> bool:
    """Remember a channel and when it was last used. True when it is new."""
    if not origin:
        return False
    known = list(Channel.objects.filter(connection=connection, origin=origin))
    channel = _same_channel(known, source_id=source_id)
    if channel is None:
        name = NAMES.get(origin, origin)
        _channel, is_new = Channel.objects.get_or_create(
            connection=connection,
            origin=origin,
            source_id=source_id,
            defaults={"name": name, "last_seen_at": at},
        )
        return is_new
    if channel.source_id is None and source_id is not None:
        Channel.objects.filter(pk=channel.pk).update(source_id=source_id)
    if at and (channel.last_seen_at is None or channel.last_seen_at < at - NOTE_EVERY):
        Channel.objects.filter(pk=channel.pk).update(last_seen_at=at)
    return False


def channels_seen(connection: Connection, heard: Iterable[Heard]) -> None:
    """Remember each channel once, with the last time that it was heard of."""
    seen: dict[tuple[str, int | None], datetime | None] = {}
    for origin, source_id, at in heard:
        before = seen.get((origin, source_id))
        seen[origin, source_id] = max(at, before) if at and before else at or before
    for (origin, source_id), at in seen.items():
        channel_seen(connection, origin=origin, source_id=source_id, at=at)


def channel_named(connection: Connection, *, source_id: int, name: str) -> None:
    """Remember what Kommo calls one of a messenger's accounts; what people call the channel here stays."""
    named = Channel.objects.filter(connection=connection, source_id=source_id).exclude(source_name=name[:255])
    if name and (channel := named.first()):
        Channel.objects.filter(pk=channel.pk).update(source_name=name[:255])


def _same_channel(known: list[Channel], *, source_id: int | None) -> Channel | None:
    """Not every hook says which of a messenger's accounts it is about: what it leaves open is not a new channel."""
    if source_id is None:
        return known[0] if known else None
    exact = [channel for channel in known if channel.source_id == source_id]
    unnamed = [channel for channel in known if channel.source_id is None]
    return next(iter(exact + unnamed), None)
