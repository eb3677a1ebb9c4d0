"""What happened in Kommo, as values. Ids are Kommo's; None or "" says that the hook did not tell."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from crm_kommo.payloads.form_data import Node


class Change(StrEnum):
    ADD = "add"
    UPDATE = "update"
    STATUS = "status"
    RESPONSIBLE = "responsible"
    RESTORE = "restore"


class AuthorKind(StrEnum):
    """Who wrote a message. Kommo's own words."""

    EXTERNAL = "external"
    INTERNAL = "internal"
    BOT = "bot"


@dataclass(frozen=True, slots=True)
class FieldItem:
    value: str
    enum_id: int | None = None


@dataclass(frozen=True, slots=True)
class FieldValue:
    """A custom field of a lead or contact; no items means that it was emptied."""

    field_id: int
    name: str
    code: str
    items: tuple[FieldItem, ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    kind: str
    link: str
    file_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """`account_id` is the account that the body names: a hint, to be compared with the connection's."""

    account_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message(Event):
    message_id: str
    talk_id: int | None
    chat_id: str
    contact_id: int | None
    lead_id: int | None
    text: str
    message_type: str
    attachment: Attachment | None
    author_kind: str
    author_id: str
    author_name: str
    origin: str
    source_id: int | None
    created_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageReceived(Message):
    """A customer wrote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSent(Message):
    """Somebody wrote to a customer: a person (`internal`, with the user's id), a bot, or we ourselves."""

    user_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadChanged(Event):
    """`custom_fields` and `tags` are None when the hook carries none at all, which does not mean emptied."""

    kind: Change
    lead_id: int
    name: str | None
    price: Decimal | None
    pipeline_id: int | None
    status_id: int | None
    old_pipeline_id: int | None
    old_status_id: int | None
    responsible_user_id: int | None
    old_responsible_user_id: int | None
    modified_user_id: int | None
    custom_fields: tuple[FieldValue, ...] | None
    tags: tuple[str, ...] | None
    created_at: datetime | None
    updated_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadDeleted(Event):
    lead_id: int
    pipeline_id: int | None
    status_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactChanged(Event):
    kind: Change
    contact_id: int
    name: str | None
    responsible_user_id: int | None
    old_responsible_user_id: int | None
    modified_user_id: int | None
    lead_ids: tuple[int, ...]
    custom_fields: tuple[FieldValue, ...] | None
    tags: tuple[str, ...] | None
    created_at: datetime | None
    updated_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDeleted(Event):
    contact_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkChanged(Event):
    kind: Change
    talk_id: int
    chat_id: str
    contact_id: int | None
    lead_id: int | None
    is_in_work: bool | None
    is_read: bool | None
    origin: str
    source_id: int | None
    created_at: datetime | None
    updated_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable(Event):
    """A body beyond the limits of what is read at all."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown(Event):
    """An item of a family or action that is not understood, or that lacks its id. Kept, never an exception."""

    family: str
    action: str
    item: Node = field(hash=False)
