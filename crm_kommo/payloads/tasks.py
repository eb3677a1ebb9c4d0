"""Tasks: the family `task`. Kinds of things are numbers here, and dates are written out in the account's own time."""

from dataclasses import dataclass
from datetime import datetime

from crm_kommo.payloads.cards import CHANGES, identified
from crm_kommo.payloads.events import Change, Event
from crm_kommo.payloads.form_data import Node
from crm_kommo.payloads.scalars import element_kind, entity_id, flag, moment, number, text


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskChanged(Event):
    """`entity` is leads, contacts, companies or customers; "" for a task of its own."""

    kind: Change
    task_id: int
    text: str
    entity: str
    entity_id: int | None
    task_type_id: int | None
    responsible_user_id: int | None
    modified_user_id: int | None
    is_completed: bool | None
    result: str
    complete_till: datetime | None
    created_at: datetime | None
    updated_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDeleted(Event):
    task_id: int


def read_task(*, action: str, item: Node, account_id: int | None) -> Event | None:
    fields, task_id = identified(item)
    if task_id is None:
        return None
    if action == "delete":
        return TaskDeleted(account_id=account_id, task_id=task_id)
    if action not in CHANGES:
        return None
    result = fields.get("result")
    return TaskChanged(
        account_id=account_id,
        kind=CHANGES[action],
        task_id=task_id,
        text=text(fields.get("text")),
        entity=element_kind(fields.get("element_type")),
        entity_id=entity_id(fields.get("element_id")),
        task_type_id=entity_id(fields.get("task_type")),
        responsible_user_id=number(fields.get("responsible_user_id")),
        modified_user_id=number(fields.get("modified_by")),
        is_completed=flag(fields.get("status")),
        result=text(result.get("text")) if isinstance(result, dict) else "",
        complete_till=moment(fields.get("complete_before")),
        created_at=moment(fields.get("created_at")),
        updated_at=moment(fields.get("updated_at")),
    )
