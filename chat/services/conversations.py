from datetime import datetime

from django.db.models import QuerySet

from chat.models import Conversation
from chat.services.memory import memory_move


def conversation_ensure(*, talk_id: int | None, chat_id: str, at: datetime, **facts: object) -> Conversation | None:
    """The conversation of a talk, made when it is new; `facts` (names, ids) that are known replace what stood there.

    A young chat may have no talk yet: then it is the chat's newest conversation, which gets its talk when that is
    told. None when the hook names neither: whose it is cannot be known.
    """
    if talk_id is None and not chat_id:
        return None
    known = {name: value for name, value in facts.items() if value not in (None, "")}
    if talk_id is not None:
        known["talk_id"] = talk_id
    if chat_id:
        known["chat_id"] = chat_id
    conversation = _find(talk_id, chat_id) or _begun_by_bot(known.get("lead_id")) or _make(talk_id, known)
    changed = {name: value for name, value in known.items() if getattr(conversation, name) != value}
    if conversation.last_message_at is None or conversation.last_message_at < at:
        changed["last_message_at"] = at
    if "contact_id" in changed and conversation.contact_id is not None:
        memory_move(conversation=conversation, contact_id=changed["contact_id"])
    if changed:
        for name, value in changed.items():
            setattr(conversation, name, value)
        conversation.save(update_fields=[*changed, "updated_at"])
    return conversation


def _find(talk_id: int | None, chat_id: str) -> Conversation | None:
    of_chat = Conversation.objects.filter(chat_id=chat_id).order_by("-pk") if chat_id else Conversation.objects.none()
    if talk_id is None:
        return of_chat.first()
    return Conversation.objects.filter(talk_id=talk_id).first() or of_chat.filter(talk_id=None).first()


def conversation_of_lead(*, lead_id: int, talk_id: int | None, at: datetime, **facts: object) -> Conversation:
    """Where a bot that names only its lead belongs: in the talk, if one is known; else where the lead last spoke."""
    if talk_id is not None:
        return conversation_ensure(talk_id=talk_id, chat_id="", at=at, lead_id=lead_id, **facts)
    spoke_last = (
        Conversation.objects.filter(lead_id=lead_id, origin=Conversation.Origin.KOMMO)
        .order_by("-last_message_at", "-pk")
        .first()
    )
    return spoke_last or Conversation.objects.create(lead_id=lead_id, last_message_at=at, **facts)


def _begun_by_bot(lead_id: object) -> Conversation | None:
    """A bot may pass on a customer's first words before any hook tells of the talk."""
    nameless = _in_kommo(lead_id).filter(talk_id=None, chat_id="")
    return nameless.order_by("-pk").first() if lead_id else None


def _in_kommo(lead_id: object) -> QuerySet[Conversation]:
    return Conversation.objects.filter(lead_id=lead_id, origin=Conversation.Origin.KOMMO)


def _make(talk_id: int | None, known: dict[str, object]) -> Conversation:
    """Two hooks of a new talk may come at once: the second finds what the first has made."""
    if talk_id is None:
        return Conversation.objects.create(**known)
    return Conversation.objects.get_or_create(talk_id=talk_id, defaults=known)[0]
