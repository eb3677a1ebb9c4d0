"""A visitor of a site: known by a token that only leads to their own conversation."""

from hashlib import blake2b
from typing import Any

import structlog
from django.core import signing
from django.core.cache import cache
from django.utils.translation import gettext as _
from redis import RedisError

from automation.held_here import chat_begin, chat_say
from automation.models import SiteWidget
from chat.models import Conversation, Message
from tenants.errors import ApplicationError

log = structlog.get_logger(__name__)

SALT = "site-visitor"
MINUTE, HOUR = 60, 3600
# A visitor who comes back after so long begins anew.
TOKEN_SECONDS = 30 * 24 * 3600
# Messages a minute: of one visitor, and of all of a widget's.
OF_VISITOR, OF_WIDGET = 15, 240
# Conversations begun in an hour, each of which costs the company a model's answer: of all, and from one address.
BEGUN_AN_HOUR = 600
BEGUN_FROM_ADDRESS = 20
# Messages a minute from one address: several visitors may share it, but nobody is to speak for all of them.
OF_ADDRESS = 60
LINES_MOST = 200


class TooMany(ApplicationError):
    status = 429


def visitor_token(widget: SiteWidget, conversation: Conversation) -> str:
    return signing.dumps({"key": widget.public_key, "conversation": conversation.pk}, salt=SALT)


def visitor_conversation(widget: SiteWidget, token: str) -> Conversation | None:
    """None for a token that is not good any more: the visitor begins anew."""
    try:
        told = signing.loads(token, salt=SALT, max_age=TOKEN_SECONDS)
    except signing.BadSignature:
        return None
    if told.get("key") != widget.public_key:
        return None
    mine = {"origin": Conversation.Origin.WIDGET, "agent_id": widget.agent_id}
    return Conversation.objects.filter(pk=told.get("conversation"), **mine).first()


def visitor_say(*, widget: SiteWidget, conversation: Conversation | None, text: str, address: str) -> Conversation:
    """`address`: from where. Raises TooMany where this visitor, this address or all of them write too fast.

    An address is counted first, so that one cannot use up what is there for all.
    """
    place = f"{widget.pk}:{blake2b(address.encode(), digest_size=12).hexdigest()}"
    _count(f"site-address:{place}", most=OF_ADDRESS, seconds=MINUTE)
    if conversation is None:
        _count(f"site-begun-from:{place}", most=BEGUN_FROM_ADDRESS, seconds=HOUR)
    _count(f"site:{widget.pk}", most=OF_WIDGET, seconds=MINUTE)
    if conversation is None:
        _count(f"site-begun:{widget.pk}", most=BEGUN_AN_HOUR, seconds=HOUR)
        conversation = chat_begin(origin=Conversation.Origin.WIDGET, agent_id=widget.agent_id, persona={})
    else:
        _count(f"site-visitor:{conversation.pk}", most=OF_VISITOR, seconds=MINUTE)
    chat_say(conversation=conversation, texts=[text])
    return conversation


def visitor_reads(widget: SiteWidget, conversation: Conversation) -> list[dict[str, Any]]:
    """What was said, oldest first, and nothing else: no names of colleagues, no reasons, no ids of articles."""
    said = conversation.messages.filter(state__in=[Message.State.SEEN, Message.State.SENT])
    newest = list(said.order_by("-said_at", "-pk")[:LINES_MOST])
    return [_shown(message, with_sources=widget.shows_sources) for message in reversed(newest)]


def visitor_waits(conversation: Conversation) -> bool:
    """Whether an agent is at it: not while a person has it, nor while it waits for the working hours."""
    if conversation.answered_by == Conversation.AnsweredBy.PERSON or conversation.waits_until:
        return False
    return conversation.messages.filter(author=Message.Author.CUSTOMER, decision=None).exists()


def _shown(message: Message, *, with_sources: bool) -> dict[str, Any]:
    shown = {"id": message.pk, "from": message.author, "text": message.text, "at": message.said_at.isoformat()}
    if message.author == Message.Author.AGENT:
        shown["name"] = message.author_name
        if with_sources:
            shown["sources"] = [source.get("title", "") for source in message.sources]
    return shown


def _count(name: str, *, most: int, seconds: int) -> None:
    """By the broker's clock; while it is away nobody is counted, and nobody is turned away."""
    try:
        cache.add(name, 0, timeout=seconds)
        count = cache.incr(name)
    except (RedisError, ValueError) as error:
        log.warning("visitors_not_counted", error=type(error).__name__)
        return
    if count > most:
        wait = (
            _("Too many messages. Wait a minute and go on.")
            if seconds == MINUTE
            else _("Too many conversations. Try again in an hour.")
        )
        raise TooMany(wait, code="too_many", extra={"seconds": seconds})
