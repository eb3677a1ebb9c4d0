"""Tasks. Source: developers.kommo.com/reference/tasks, amocrm.ru/developers tasks-api."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from crm_kommo.client.filters import any_of, since
from crm_kommo.client.http import Query
from crm_kommo.client.pagination import read_pages
from crm_kommo.client.single import read_one
from crm_kommo.client.transport import Transport
from crm_kommo.client.values import moment, number, required_id, text
from crm_kommo.client.written import written_id

Entity = Literal["leads", "contacts", "companies", "customers"]
PATH = "/api/v4/tasks"
FOLLOW_UP = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """`entity_type` is plural, "" for a task of nothing. `duration` in seconds. `result` is "" until there is one."""

    id: int
    text: str
    type_id: int | None
    entity_type: str
    entity_id: int | None
    responsible_user_id: int | None
    created_by: int | None
    is_completed: bool
    result: str
    duration: int
    complete_till: datetime | None
    created_at: datetime | None
    updated_at: datetime | None


class TasksResource:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, *, task_id: int) -> Task | None:
        item = read_one(self._transport, f"{PATH}/{task_id}")
        return None if item is None else _task(item)

    def find(
        self,
        *,
        ids: Iterable[int] = (),
        entity: Entity | None = None,
        entity_ids: Iterable[int] = (),
        responsible_user_ids: Iterable[int] = (),
        is_completed: bool | None = None,
        updated_since: datetime | None = None,
    ) -> list[Task]:
        """Those that match everything given; without filters all tasks of the account."""
        query: Query = [
            *any_of("id", ids),
            *any_of("entity_id", entity_ids),
            *any_of("responsible_user_id", responsible_user_ids),
            *since("updated_at", updated_since),
        ]
        if entity is not None:
            query.append(("filter[entity_type]", entity))
        if is_completed is not None:
            query.append(("filter[is_completed]", int(is_completed)))
        return [_task(item) for item in read_pages(self._transport, PATH, member="tasks", query=query)]

    def create(
        self,
        *,
        text: str,
        complete_till: datetime,
        entity: Entity | None = None,
        entity_id: int | None = None,
        responsible_user_id: int | None = None,
        type_id: int = FOLLOW_UP,
        duration: int = 0,
    ) -> int:
        """The new task's id. Without a responsible user Kommo gives it to who granted the access.

        Raises Invalid when entity or user do not exist.
        """
        task: dict[str, Any] = {
            "text": text,
            "complete_till": int(complete_till.timestamp()),
            "task_type_id": type_id,
            "duration": duration,
        }
        if entity is not None and entity_id is not None:
            task |= {"entity_type": entity, "entity_id": entity_id}
        if responsible_user_id is not None:
            task["responsible_user_id"] = responsible_user_id
        return written_id(self._transport.send("POST", PATH, json=[task]), member="tasks")

    def update(
        self,
        *,
        task_id: int,
        text: str | None = None,
        complete_till: datetime | None = None,
        responsible_user_id: int | None = None,
        type_id: int | None = None,
    ) -> None:
        """Change what is given. Raises Invalid; UnreadableAnswer when there is no such task."""
        changes = {
            "text": text,
            "complete_till": int(complete_till.timestamp()) if complete_till else None,
            "responsible_user_id": responsible_user_id,
            "task_type_id": type_id,
        }
        self._patch(task_id, {name: value for name, value in changes.items() if value is not None})

    def complete(self, *, task_id: int, result: str = "") -> None:
        """Close a task, with what came of it."""
        self._patch(task_id, {"is_completed": True, **({"result": {"text": result}} if result else {})})

    def _patch(self, task_id: int, changes: dict[str, Any]) -> None:
        # As a list of one: a single PATCH of an unknown task is answered like a success, with 204.
        answer = self._transport.send("PATCH", PATH, json=[{"id": task_id, **changes}])
        written_id(answer, member="tasks")


def _task(item: dict[str, Any]) -> Task:
    return Task(
        id=required_id(item),
        text=text(item.get("text")),
        type_id=number(item.get("task_type_id")),
        entity_type=text(item.get("entity_type")),
        entity_id=number(item.get("entity_id")),
        responsible_user_id=number(item.get("responsible_user_id")),
        created_by=number(item.get("created_by")),
        is_completed=bool(item.get("is_completed")),
        result=_result(item.get("result")),
        duration=number(item.get("duration")) or 0,
        complete_till=moment(item.get("complete_till")),
        created_at=moment(item.get("created_at")),
        updated_at=moment(item.get("updated_at")),
    )


def _result(value: Any) -> str:
    """An empty list without a result, {text} with one: PHP's empty array against its map."""
    return text(value.get("text")) if isinstance(value, dict) else ""
