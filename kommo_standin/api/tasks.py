"""/api/v4/tasks"""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kommo_standin.accounts import ROBOT, Account
from kommo_standin.answers import empty, hal, link_to
from kommo_standin.api.access import current_account
from kommo_standin.api.body import Item, read_item, read_items, refuse_if_wrong
from kommo_standin.api.paging import page_of
from kommo_standin.api.query import ids_of, query_filter, range_of, values_of
from kommo_standin.brands import brand_of
from kommo_standin.crm.tasks import task_create, task_update
from kommo_standin.state import Document

blueprint = Blueprint("tasks", __name__, url_prefix="/tasks")

PLAIN = [
    "id",
    "created_by",
    "updated_by",
    "created_at",
    "updated_at",
    "responsible_user_id",
    "group_id",
    "entity_id",
    "entity_type",
    "duration",
    "is_completed",
    "task_type_id",
    "text",
    "result",
    "complete_till",
]
MEMBERS = {
    "id": "int",
    "text": "string",
    "complete_till": "int",
    "responsible_user_id": "int",
    "entity_id": "int?",
    "entity_type": "string?",
    "task_type_id": "int",
    "duration": "int",
    "is_completed": "bool",
    "result": "object",
    "created_by": "int",
    "created_at": "int",
    "request_id": "string",
}


@blueprint.get("")
def listed() -> ResponseReturnValue:
    account, wanted = current_account(), query_filter()
    tasks = account.all("tasks")
    for name in ("id", "responsible_user_id", "entity_id"):
        if name in wanted:
            tasks = [task for task in tasks if task[name] in ids_of(wanted[name])]
    if "is_completed" in wanted:
        tasks = [task for task in tasks if str(int(task["is_completed"])) in values_of(wanted["is_completed"])]
    if "task_type" in wanted:
        tasks = [task for task in tasks if task["task_type_id"] in ids_of(wanted["task_type"])]
    if "entity_type" in wanted:
        tasks = [task for task in tasks if task["entity_type"] in values_of(wanted["entity_type"])]
    if moments := range_of(wanted.get("updated_at")):
        tasks = [task for task in tasks if moments[0] <= task["updated_at"] <= moments[1]]
    return page_of("tasks", tasks, lambda task: task_shape(account, task), order=("created_at", "complete_till", "id"))


@blueprint.get("/<int:task_id>")
def one(task_id: int) -> ResponseReturnValue:
    account = current_account()
    task = account.get("tasks", task_id)
    return empty() if task is None else hal(task_shape(account, task))


@blueprint.post("")
def create() -> ResponseReturnValue:
    account = current_account()
    items = read_items()
    for item in items:
        item.check(MEMBERS, required=("text", "complete_till"))
        _check(item, account)
    refuse_if_wrong(items)
    made = [task_create(account=account, values=item.values, by=ROBOT) for item in items]
    written = [
        {"id": task["id"], "request_id": item.request_id, "_links": link_to(f"tasks/{task['id']}")}
        for task, item in zip(made, items, strict=True)
    ]
    return hal({"_links": link_to("tasks"), "_embedded": {"tasks": written}})


@blueprint.patch("")
def update() -> ResponseReturnValue:
    account = current_account()
    items = read_items()
    for item in items:
        item.check(MEMBERS, required=("id",))
        _check(item, account)
        if not item.errors and account.get("tasks", item.values["id"]) is None:
            item.complain("id", "EntityNotFound", "Entity not found.")
    refuse_if_wrong(items)
    written = [_change(account, account.get("tasks", item.values["id"]), item) for item in items]
    return hal({"_links": link_to("tasks"), "_embedded": {"tasks": written}})


@blueprint.patch("/<int:task_id>")
def update_one(task_id: int) -> ResponseReturnValue:
    account = current_account()
    item = read_item()
    task = account.get("tasks", task_id)
    if task is None:
        return empty()
    item.check(MEMBERS)
    _check(item, account)
    refuse_if_wrong([item])
    return hal(_change(account, task, item))


def task_shape(account: Account, task: Document) -> dict[str, Any]:
    return {**{name: task[name] for name in PLAIN}, "account_id": account.id, "_links": link_to(f"tasks/{task['id']}")}


def _change(account: Account, task: Document, item: Item) -> dict[str, Any]:
    task_update(account=account, task=task, values=item.values, by=ROBOT)
    return {
        "id": task["id"],
        "updated_at": task["updated_at"],
        "request_id": item.request_id,
        "_links": link_to(f"tasks/{task['id']}"),
    }


def _check(item: Item, account: Account) -> None:
    if item.errors:
        return
    entity_type, entity_id = item.values.get("entity_type"), item.values.get("entity_id")
    if entity_type is not None and entity_type not in brand_of(account).task_entities:
        item.not_a_choice("entity_type")
    elif entity_id is not None and (entity_type is None or account.get(entity_type, entity_id) is None):
        item.not_a_choice("entity_id")
    if "responsible_user_id" in item.values and account.get("users", item.values["responsible_user_id"]) is None:
        item.not_a_choice("responsible_user_id")
    if "result" in item.values and not isinstance(item.values["result"].get("text"), str):
        item.complain("result.text", "InvalidType", "This value should be of type string.")
