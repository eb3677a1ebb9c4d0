"""Which way replies take into the chats now, and why, in words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from crm_kommo.models import ChatWay, Connection
from crm_kommo.services.chat_ways import chat_way_of, direct_is_refused

Mode = ChatWay.Mode


@dataclass(frozen=True)
class ChatWayState:
    """`tone` is that of its chip; `seen_at`: when Kommo said what `why` tells. `kommo_words` are Kommo's own.

    `is_waited_with`: direct sending is not tried for now.
    """

    tone: str
    name: str
    why: str
    seen_at: datetime | None = None
    kommo_words: str = ""
    is_waited_with: bool = False
    history_refused_at: datetime | None = None


def chat_way_closed(connection: Connection) -> str:
    """Why no answer can be sent into the chats; "" while some way is open, or may be since a new consent."""
    way = ChatWay.objects.filter(connection=connection).select_related("connection").first()
    if way is None or not _was_refused(way):
        return ""
    is_closed = way.mode == Mode.DIRECT or (way.mode == Mode.AUTO and not way.has_bot)
    return way.get_direct_refused_reason_display() if is_closed else ""


def chat_way_state(connection: Connection) -> ChatWayState:
    way = chat_way_of(connection)
    told = {"history_refused_at": way.history_refused_at}
    if _was_refused(way) and way.mode in (Mode.AUTO, Mode.DIRECT):
        told |= {"seen_at": way.direct_refused_at, "kommo_words": way.direct_refused_detail}
        return _refused(way, told)
    if way.mode == Mode.BOT:
        return ChatWayState("ok", _by_bot(way), _("Chosen in the settings."), **told)
    if way.mode == Mode.WIDGET:
        why = _("Chosen in the settings. Only a customer to whom that bot is talking gets an answer.")
        return ChatWayState("ok", _("Through a Salesbot that asks us and waits"), why, **told)
    why = _("Chosen in the settings.") if way.mode == Mode.DIRECT else _("Kommo has not refused it.")
    return ChatWayState("ok", _("Directly into the chat"), why, **told)


def _was_refused(way: ChatWay) -> bool:
    """Whether Kommo refused direct sending under the consent there is."""
    return way.direct_refused_at is not None and way.direct_refused_at > way.connection.connected_at


def _refused(way: ChatWay, told: dict) -> ChatWayState:
    reason = way.get_direct_refused_reason_display()
    if way.mode == Mode.DIRECT:
        return ChatWayState("bad", _("Directly into the chat"), reason, **told)
    if not way.has_bot:
        name = _("No way is open: set up a Salesbot, or grant the permission in Kommo")
        return ChatWayState("bad", name, reason, **told)
    why = _("Kommo does not allow direct sending: %(reason)s") % {"reason": reason}
    return ChatWayState("warn", _by_bot(way), why, is_waited_with=direct_is_refused(way), **told)


def _by_bot(way: ChatWay) -> str:
    return _("Through your Salesbot “%(bot)s”") % {"bot": way.bot_name}
