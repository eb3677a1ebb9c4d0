"""An account that has grown: pipelines, stages, fields and users are added until there are so many in all."""

from collections.abc import Iterator
from itertools import cycle

from kommo_standin.accounts import Account
from kommo_standin.crm.pipelines import CLOSED
from kommo_standin.seed.fields import fields_read
from kommo_standin.state import Document

FIELD_TYPES = ("text", "numeric", "select", "date", "checkbox", "multiselect")
CHOICES = 12


def account_enlarge(account: Account, *, pipelines: int, stages: int, fields: int, users: int) -> None:
    """Nothing is announced, and nothing that is there changes. Numbers that are reached already add nothing."""
    for _ in range(pipelines - len(account.all("pipelines"))):
        _add_pipeline(account)
    growing = cycle(account.all("pipelines"))
    for _ in range(stages - sum(len(pipeline["statuses"]) for pipeline in account.all("pipelines"))):
        _add_stage(account, next(growing))
    kinds = cycle(("leads_fields", "leads_fields", "contacts_fields", "companies_fields"))
    there = sum(len(account.all(kind)) for kind in ("leads_fields", "contacts_fields", "companies_fields"))
    for _, kind, type_ in zip(range(fields - there), kinds, cycle(FIELD_TYPES), strict=False):
        for field in _new_field(account, kind, type_):
            account.put(kind, field["id"], field)
    for _ in range(users - len(account.all("users"))):
        _add_user(account)


def _add_pipeline(account: Account) -> None:
    like, number = account.all("pipelines")[0], len(account.all("pipelines")) + 1
    fixed = [dict(stage) for stage in like["statuses"] if stage["id"] in CLOSED or stage["type"]]
    for stage in fixed:
        stage["id"] = stage["id"] if stage["id"] in CLOSED else account.next_id("stages")
    pipeline = like | {
        "id": account.next_id("pipelines"),
        "name": f"Pipeline {number}",
        "sort": number,
        "is_main": False,
        "statuses": fixed,
    }
    account.put("pipelines", pipeline["id"], pipeline)


def _add_stage(account: Account, pipeline: Document) -> None:
    stage_id = account.next_id("stages")
    stage = {"id": stage_id, "name": f"Stage {stage_id}", "sort": 500, "color": "#99ccff", "type": 0}
    pipeline["statuses"].append(stage | {"is_editable": True})
    account.put("pipelines", pipeline["id"], pipeline)


def _new_field(account: Account, kind: str, type_: str) -> Iterator[Document]:
    field_id = account.next_id(kind)
    choices = [[field_id * 100 + index, f"Choice {index}"] for index in range(CHOICES)]
    enums = choices if type_ in ("select", "multiselect") else None
    yield from fields_read([[field_id, f"Field {field_id}", type_, None, enums]])


def _add_user(account: Account) -> None:
    like, user_id = account.all("users")[-1], account.next_id("users")
    name, email = f"Person {user_id}", f"person{user_id}@shop.example"
    account.put("users", user_id, like | {"id": user_id, "name": name, "email": email})
