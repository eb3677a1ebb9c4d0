"""A visitor of a site: known by a token that only leads to their own conversation."""

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
# A visitor who comes back after so long begins anew.
TOKEN_SECONDS = 30 * 24 * 3600
# Messages a minute: of one visitor, and of all of a widget's.
OF_VISITOR, OF_WIDGET = 15, 240
# Conversations a widget may begin in an hour: each costs the company a model's answer.
BEGUN_AN_HOUR = 600
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


def visitor_say(*, widget: SiteWidget, conversation: Conversation | None, text: str) -> Conversation:
    """Raises TooMany where this visitor, or all of them, write too fast."""
    _count(f"site:{widget.pk}", most=OF_WIDGET, seconds=60)
    if conversation is None:
        _count(f"site-begun:{widget.pk}", most=BEGUN_AN_HOUR, seconds=3600)
        conversation = chat_begin(origin=Conversation.Origin.WIDGET, agent_id=widget.agent_id, persona={})
    else:
        _count(f"site-visitor:{conversation.pk}", most=OF_VISITOR, seconds=60)
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
        raise TooMany(_("Too many messages. Wait a minute and go on."), code="too_many", extra={"seconds": seconds})
