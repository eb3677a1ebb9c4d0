"""Which chats belong to which contacts. Source: developers.kommo.com/reference/link-chat-contact."""

from dataclasses import dataclass
from typing import Any

from crm_kommo.client.errors import UnreadableAnswer
from crm_kommo.client.http import Query
from crm_kommo.client.pagination import embedded
from crm_kommo.client.transport import Transport
from crm_kommo.client.values import required_id, text

PATH = "/api/v4/contacts/chats"


@dataclass(frozen=True, slots=True)
class ContactChat:
    """`chat_id` is a UUID."""

    id: int
    contact_id: int
    chat_id: str


class ContactChatsResource:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def of_contact(self, *, contact_id: int) -> list[ContactChat]:
        return self._read([("contact_id", contact_id)])

    def of_chat(self, *, chat_id: str) -> list[ContactChat]:
        return self._read([("chat_id", chat_id)])

    def link(self, *, contact_id: int, chat_id: str) -> ContactChat:
        """Raises Invalid when one of them does not exist, Forbidden for a chat of somebody else's channel."""
        answer = self._transport.send("POST", PATH, json=[{"contact_id": contact_id, "chat_id": chat_id}])
        linked = [_contact_chat(item) for item in embedded(answer, "chats")]
        if not linked:
            raise UnreadableAnswer("The answer lacks what was written.")
        return linked[0]

    def _read(self, query: Query) -> list[ContactChat]:
        """This list has no pages."""
        return [_contact_chat(item) for item in embedded(self._transport.get(PATH, query=query), "chats")]


def _contact_chat(item: dict[str, Any]) -> ContactChat:
    return ContactChat(required_id(item), required_id(item, "contact_id"), text(item.get("chat_id")))
