"""Templates of chat messages, with what WhatsApp decided about them. Source: developers.kommo.com/reference/templates.

There is no call that sends a template.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from crm_kommo.client.filters import any_of
from crm_kommo.client.pagination import embedded, read_pages
from crm_kommo.client.single import read_one
from crm_kommo.client.transport import Transport
from crm_kommo.client.values import members, moment, number, plain, required_id, text

PATH = "/api/v4/chats/templates"
WITH_REVIEWS = ("with", "reviews")


@dataclass(frozen=True, slots=True)
class Review:
    """`status` is review, approved, rejected or paused, for one channel (`source_id`)."""

    source_id: int | None
    status: str
    reject_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatTemplate:
    """`type` is amocrm or waba; `content` holds markers like {{contact.name}}."""

    id: int
    name: str
    content: str
    type: str
    external_id: str
    is_editable: bool
    language: str
    category: str
    buttons: tuple[dict[str, Any], ...]
    attachment: dict[str, Any] | None
    reviews: tuple[Review, ...]
    updated_at: datetime | None


class ChatTemplatesResource:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def all(self, *, external_ids: Iterable[str] = ()) -> list[ChatTemplate]:
        query = [WITH_REVIEWS, *any_of("external_id", external_ids)]
        return [_template(item) for item in read_pages(self._transport, PATH, member="chat_templates", query=query)]

    def get(self, *, template_id: int) -> ChatTemplate | None:
        item = read_one(self._transport, f"{PATH}/{template_id}", query=[WITH_REVIEWS])
        return None if item is None else _template(item)


def _template(item: dict[str, Any]) -> ChatTemplate:
    attachment = item.get("attachment")
    return ChatTemplate(
        id=required_id(item),
        name=text(item.get("name")),
        content=text(item.get("content")),
        type=text(item.get("type")),
        external_id=text(item.get("external_id")),
        is_editable=bool(item.get("is_editable")),
        language=text(item.get("waba_language")),
        category=text(item.get("waba_category")),
        buttons=tuple(plain(button) for button in members(item.get("buttons"))),
        attachment=plain(attachment) if isinstance(attachment, dict) else None,
        reviews=tuple(
            Review(number(review.get("source_id")), text(review.get("status")), text(review.get("reject_reason")))
            for review in embedded(item, "reviews")
        ),
        updated_at=moment(item.get("updated_at")),
    )
