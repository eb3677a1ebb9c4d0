"""A reply on its way into a chat, by the way that is open: a bot that waits, directly, or a bot that prints a field."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from crm_kommo.errors import SendRefused, TooLong
from crm_kommo.messengers import longest_message
from crm_kommo.models import ChatWay
from crm_kommo.models.failure import Failure
from crm_kommo.pieces import pieces_of
from crm_kommo.refusals import Refusal, send_refused
from crm_kommo.services.bot_replies import bot_send
from crm_kommo.services.chat_ways import chat_way_of, direct_is_refused, direct_note
from crm_kommo.services.messages import BEFORE_SEND_SECONDS, message_send
from crm_kommo.services.usable import usable_connection
from crm_kommo.services.widget_requests import widget_send

Mode = ChatWay.Mode
# These are about sending directly at all, not about this one message.
AGAINST_DIRECT = {Failure.PAYMENT_REQUIRED, Failure.MISSING_SCOPE, Failure.FORBIDDEN}


@dataclass(frozen=True)
class Sent:
    """`external_id` is Kommo's id of the message, None where only an echo can tell it. `by` is a ChatWay.Mode."""

    external_id: str | None
    by: str


def reply_send(*, key: str, talk_id: int | None, lead_id: int | None, origin: str, text: str) -> Sent:
    """Send a text to the customer of a talk. `key` names the reply: the same one may be tried again.

    Raises TooLong (nothing was sent: send its pieces), SendRefused, TryLater (it was not sent), OutcomeUnknown. Not to
    be called inside a transaction.
    """
    way = chat_way_of(usable_connection(refusal=SendRefused))
    most = longest_message(origin)
    if len(text) > most:
        raise TooLong(
            _("A message here holds %(most)d characters.") % {"most": most}, pieces=pieces_of(text, most=most)
        )
    if way.mode in (Mode.AUTO, Mode.WIDGET) and lead_id and _by_widget(way, lead_id, text):
        return Sent(None, Mode.WIDGET)
    if way.mode == Mode.WIDGET:
        raise send_refused(Refusal.NO_BOT_WAITS)
    if way.mode == Mode.BOT or (way.mode == Mode.AUTO and _bot_can(way, lead_id) and direct_is_refused(way)):
        return _by_bot(way, key, lead_id, text)
    try:
        return _directly(way, talk_id, text)
    except SendRefused as refusal:
        if refusal.code not in AGAINST_DIRECT or way.mode == Mode.DIRECT or not _bot_can(way, lead_id):
            raise
    return _by_bot(way, key, lead_id, text)


def _by_widget(way: ChatWay, lead_id: int, text: str) -> bool:
    return widget_send(way=way, lead_id=lead_id, text=text, within=BEFORE_SEND_SECONDS)


def _bot_can(way: ChatWay, lead_id: int | None) -> bool:
    return way.has_bot and lead_id is not None


def _by_bot(way: ChatWay, key: str, lead_id: int | None, text: str) -> Sent:
    if not _bot_can(way, lead_id):
        raise send_refused(Refusal.NO_BOT)
    bot_send(way=way, key=key, lead_id=lead_id, text=text, within=BEFORE_SEND_SECONDS)
    return Sent(None, Mode.BOT)


def _directly(way: ChatWay, talk_id: int | None, text: str) -> Sent:
    if talk_id is None:
        raise send_refused(Refusal.NO_TALK)
    try:
        external_id = message_send(talk_id=talk_id, text=text)
    except SendRefused as refusal:
        if refusal.code in AGAINST_DIRECT:
            direct_note(way=way, refusal=refusal)
        raise
    direct_note(way=way, refusal=None)
    return Sent(external_id, Mode.DIRECT)
