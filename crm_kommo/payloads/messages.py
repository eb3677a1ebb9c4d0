"""Chat messages: the families `message` and `outgoing_message`."""

from typing import Any

from crm_kommo.payloads.events import Attachment, AuthorKind, Message, MessageReceived, MessageSent
from crm_kommo.payloads.form_data import Node
from crm_kommo.payloads.scalars import MAX_CHAT_ID, MAX_CODE, MAX_PERSON, entity_id, moment, text

# The newer pair says "lead", the older one says 2; both may be there, or neither.
LEAD_TYPES = {"lead", "leads", "2"}


def read_message(*, action: str, item: Node, account_id: int | None) -> Message | None:
    return _read(action=action, item=item, account_id=account_id, default_type="incoming")


def read_outgoing_message(*, action: str, item: Node, account_id: int | None) -> Message | None:
    return _read(action=action, item=item, account_id=account_id, default_type="outgoing")


def lead_id_of(item: dict[str, Node]) -> int | None:
    for kind, id_ in (("entity_type", "entity_id"), ("element_type", "element_id")):
        if text(item.get(kind)).lower() in LEAD_TYPES:
            return entity_id(item.get(id_))
    return None


def _read(*, action: str, item: Node, account_id: int | None, default_type: str) -> Message | None:
    if action != "add" or not isinstance(item, dict):
        return None
    message_id = text(item.get("id"))
    if not 0 < len(message_id) <= MAX_CODE:
        return None
    author = item.get("author")
    author = author if isinstance(author, dict) else {}
    is_outgoing = (text(item.get("type")) or default_type) == "outgoing"
    attachment = _attachment(item.get("attachment"))
    common: dict[str, Any] = {
        "account_id": account_id,
        "message_id": message_id,
        "talk_id": entity_id(item.get("talk_id")),
        "chat_id": text(item.get("chat_id"), most=MAX_CHAT_ID),
        "contact_id": entity_id(item.get("contact_id")),
        "lead_id": lead_id_of(item),
        "text": text(item.get("text")),
        "message_type": text(item.get("message_type"), most=MAX_CODE) or (attachment.kind if attachment else "text"),
        "attachment": attachment,
        # Of an outgoing message that names no author a person is assumed, before whom an agent gives way.
        "author_kind": text(author.get("type")) or (AuthorKind.INTERNAL if is_outgoing else AuthorKind.EXTERNAL),
        "author_id": text(author.get("id"), most=MAX_CODE),
        "author_name": text(author.get("name"), most=MAX_PERSON),
        "origin": text(item.get("origin"), most=MAX_CODE),
        "source_id": entity_id(item.get("source_id")),
        "created_at": moment(item.get("created_at")),
    }
    if is_outgoing or common["author_kind"] != AuthorKind.EXTERNAL:
        return MessageSent(user_id=entity_id(author.get("user_id")), **common)
    return MessageReceived(**common)


def _attachment(node: Node | None) -> Attachment | None:
    if not isinstance(node, dict):
        return None
    return Attachment(
        kind=text(node.get("type")) or "file", link=text(node.get("link")), file_name=text(node.get("file_name"))
    )
