"""The way through a field: the reply is written into a field of the lead, and a bot is started that prints it.

Kommo says of a bot only that it was queued, and the bot reads the field when it runs. So nothing is written for a lead
while a reply of it is in flight: until the bot's message comes back as a hook, or some time has passed.
"""

import time
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from crm_kommo.calls import client_of
from crm_kommo.client import errors
from crm_kommo.client.kommo import KommoClient
from crm_kommo.errors import SendRefused, TooLong, TryLater
from crm_kommo.failures import about_messages, read_failure, write_failure
from crm_kommo.models import BotReply, ChatWay, Field
from crm_kommo.models.failure import Failure
from crm_kommo.pieces import pieces_of
from crm_kommo.refusals import Refusal, send_refused
from crm_kommo.selectors import fields_of

# A bot that has not spoken by then will not, or nobody tells us: the next reply may go.
ECHO_WAIT = timedelta(seconds=45)
LOOK_AGAIN = timedelta(seconds=2)


def bot_send(*, way: ChatWay, key: str, lead_id: int, text: str, within: float) -> None:
    """Have the bot say a text to a lead. Nothing is begun after `within` seconds.

    Raises TooLong, SendRefused, TryLater (another reply is in flight, Kommo cannot take it now), OutcomeUnknown.
    """
    deadline = time.monotonic() + within
    _check_room(way, text)
    reply = _claim(way, key=key, lead_id=lead_id, text=text)
    kommo = client_of(way.connection)
    try:
        _write(kommo, way, reply, within=deadline - time.monotonic())
        _run(kommo, way, reply, within=deadline - time.monotonic())
    except (SendRefused, TryLater):  # it was not sent; after anything else it may be in flight
        BotReply.objects.filter(pk=reply.pk, key=key).update(in_flight_until=None)
        raise


def bot_reply_echoed(*, lead_id: int | None, text: str) -> None:
    """The bot has said it: the lead is free for the next reply."""
    BotReply.objects.filter(lead_id=lead_id, connection__is_current=True, text=text).update(in_flight_until=None)


def _check_room(way: ChatWay, text: str) -> None:
    field = fields_of("leads").filter(kommo_id=way.field_id).first()
    if field is None or field.type not in Field.PRINT_ROOM:
        raise send_refused(Refusal.FIELD_MISSING)
    room = Field.PRINT_ROOM[field.type]
    if len(text) > room:
        raise TooLong(_("The field holds %(room)d characters.") % {"room": room}, pieces=pieces_of(text, most=room))


@transaction.atomic
def _claim(way: ChatWay, *, key: str, lead_id: int, text: str) -> BotReply:
    reply, _is_new = BotReply.objects.select_for_update().get_or_create(
        connection=way.connection, lead_id=lead_id, defaults={"key": key}
    )
    now = timezone.now()
    if reply.key != key and reply.in_flight_until and reply.in_flight_until > now:
        raise TryLater(str(Refusal.IN_FLIGHT.label), after=LOOK_AGAIN, code=Refusal.IN_FLIGHT)
    if (reply.key, reply.text) != (key, text):
        reply.text_before, reply.text, reply.key = reply.text, text, key
    reply.in_flight_until = now + ECHO_WAIT
    reply.save()
    return reply


def _write(kommo: KommoClient, way: ChatWay, reply: BotReply, *, within: float) -> None:
    try:
        held = kommo.reply_field.read(lead_id=reply.lead_id, field_id=way.field_id).strip()
        if held and held not in (reply.text.strip(), reply.text_before.strip()):
            raise send_refused(Refusal.FIELD_IN_USE)
        if held != reply.text.strip():
            kommo.reply_field.write(lead_id=reply.lead_id, field_id=way.field_id, text=reply.text, within=within)
    except errors.UnreadableAnswer as error:
        raise TryLater(str(Failure.UNREADABLE.label), after=LOOK_AGAIN, code=Failure.UNREADABLE) from error
    except errors.KommoError as error:
        # The same text may be written twice: it has not been said yet.
        raise about_messages(read_failure(error)) from error


def _run(kommo: KommoClient, way: ChatWay, reply: BotReply, *, within: float) -> None:
    try:
        kommo.bots.run(bot_id=way.bot_id, lead_id=reply.lead_id, within=within)
    except errors.KommoError as error:
        raise about_messages(write_failure(error)) from error
