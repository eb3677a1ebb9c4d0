"""Turns the folders of JSON into documents of the store. Ages become times, so that the history is always recent."""

import json
from pathlib import Path
from time import time
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from kommo_standin.accounts import ROBOT, Account
from kommo_standin.crm.messages import bot, customer_of, manager
from kommo_standin.crm.pipelines import CLOSED, LOST, WON
from kommo_standin.hooks.subscriptions import Hooks
from kommo_standin.seed.fields import fields_read
from kommo_standin.state import EVERYWHERE, Document, Store

FOLDERS = ("shop", "clinic")
HERE = Path(__file__).parent
HOUR = 3600
MINUTE = 60
COLOURS = ("#99ccff", "#ffff99", "#ffcc66", "#ffdbdb", "#deff81")
ALL_RIGHTS = dict.fromkeys(("view", "edit", "add", "delete", "export"), "A")


def seed_accounts(*, store: Store, hooks: Hooks) -> None:
    """Write both accounts into an empty store. Nothing is announced."""
    for folder in FOLDERS:
        profile = _read(folder, "account")
        store.put(EVERYWHERE, "accounts", profile["id"], profile | _ages(hours=24 * 400))
        account = Account(store=store, hooks=hooks, account_id=profile["id"])
        for user in _read(folder, "users"):
            account.put("users", user["id"], _user(account, user))
        for sort, pipeline in enumerate(_read(folder, "pipelines"), start=1):
            account.put("pipelines", pipeline["id"], _pipeline(pipeline, sort))
        for channel in _read(folder, "channels"):
            account.put("channels", channel["id"], channel)
        for entity_type, fields in _read(folder, "fields").items():
            for field in fields_read(fields):
                account.put(f"{entity_type}_fields", field["id"], field)
        for lead in _read(folder, "leads"):
            _lead(account, lead)


def _read(folder: str, name: str) -> Any:
    return json.loads((HERE / folder / f"{name}.json").read_text(encoding="utf-8"))


def _ages(*, hours: float) -> dict[str, int]:
    then = int(time() - hours * HOUR)
    return {"created_at": then, "updated_at": then}


def _user(account: Account, user: dict[str, Any]) -> Document:
    rights = {
        **{entity: dict(ALL_RIGHTS) for entity in ("leads", "contacts", "companies")},
        "tasks": {"edit": "A", "delete": "A"},
        "mail_access": True,
        "catalog_access": True,
        "status_rights": [],
        "is_admin": user["is_admin"],
        "is_free": False,
        "is_active": True,
        "group_id": None,
        "role_id": None,
    }
    own = {name: user[name] for name in ("id", "name", "email", "lang")}
    return {**own, "rights": rights, "amojo_id": str(uuid5(NAMESPACE_URL, f"{account.id}/user/{user['id']}"))}


def _pipeline(pipeline: dict[str, Any], sort: int) -> Document:
    incoming, *own, won, lost = pipeline["stages"]
    stages = [_stage(*incoming, sort=10, color="#c1c1c1", type=1, is_editable=False)]
    for index, stage in enumerate(own):
        stages.append(_stage(*stage, sort=20 + 10 * index, color=COLOURS[index % len(COLOURS)]))
    stages.append(_stage(WON, won, sort=10000, color="#CCFF66", is_editable=False))
    stages.append(_stage(LOST, lost, sort=11000, color="#D5D8DB", is_editable=False))
    return {
        "id": pipeline["id"],
        "name": pipeline["name"],
        "sort": sort,
        "is_main": sort == 1,
        "is_unsorted_on": True,
        "is_archive": False,
        "statuses": stages,
    }


def _stage(stage_id: int, name: str, **members: Any) -> Document:
    return {"id": stage_id, "name": name, "is_editable": True, "type": 0, **members}


def _lead(account: Account, seed: dict[str, Any]) -> None:
    """A lead with its contact, its talk and what was said in it."""
    person = seed["contact"]
    common = {
        "responsible_user_id": seed["responsible_user_id"],
        "group_id": 0,
        "created_by": ROBOT,
        "updated_by": ROBOT,
        "closest_task_at": None,
        "is_deleted": False,
        "companies": [],
        **_ages(hours=seed["hours_ago"]),
    }
    contact = {
        "id": person["id"],
        "name": f"{person['first_name']} {person['last_name']}".strip(),
        "first_name": person["first_name"],
        "last_name": person["last_name"],
        **common,
        "is_unsorted": False,
        "tags": [],
        "values": _values(account, "contacts", person["fields"]),
    }
    account.put("contacts", contact["id"], contact)
    lead = {
        "id": seed["id"],
        "name": seed["name"],
        "price": seed["price"],
        **common,
        "status_id": seed["status_id"],
        "pipeline_id": seed["pipeline_id"],
        "loss_reason_id": None,
        "closed_at": common["updated_at"] if seed["status_id"] in CLOSED else None,
        "tags": [_tag(account, name) for name in seed["tags"]],
        "contacts": [{"id": contact["id"], "is_main": True}],
        "source_id": seed["channel"],
        "values": _values(account, "leads", seed["fields"]),
    }
    account.put("leads", lead["id"], lead)
    _talk(account, seed, lead)


def _tag(account: Account, name: str) -> int:
    existing = next((tag for tag in account.all("leads_tags") if tag["name"] == name), None)
    tag = existing or {"id": account.next_id("leads_tags"), "name": name, "color": None}
    account.put("leads_tags", tag["id"], tag)
    return tag["id"]


def _values(account: Account, entity_type: str, seed: dict[str, Any]) -> dict[str, Any]:
    return {
        field_id: values for field_id, values in seed.items() if account.get(f"{entity_type}_fields", int(field_id))
    }


def _talk(account: Account, seed: dict[str, Any], lead: Document) -> None:
    talk_id, channel = seed["talk"]["id"], account.get("channels", seed["channel"])
    talk = {
        "id": talk_id,
        "talk_id": talk_id,
        "created_at": lead["created_at"],
        "updated_at": lead["updated_at"],
        "rate": 0,
        "contact_id": seed["contact"]["id"],
        "chat_id": str(uuid5(NAMESPACE_URL, f"{account.id}/chat/{talk_id}")),
        "entity_id": lead["id"],
        "entity_type": "lead",
        "is_in_work": lead["status_id"] not in CLOSED,
        "is_read": True,
        "origin": channel["origin"],
        "source_id": channel["id"],
        "missed_at": None,
    }
    account.put("talks", talk_id, talk)
    authors = {
        "manager": manager(account, account.get("users", lead["responsible_user_id"])),
        "bot": bot(account, "Bot"),
    }
    for index, (who, minutes, text) in enumerate(seed["talk"]["messages"]):
        message_id = str(uuid5(NAMESPACE_URL, f"{account.id}/message/{talk_id}/{index}"))
        message = {
            "id": message_id,
            "talk_id": talk_id,
            "type": "incoming" if who == "customer" else "outgoing",
            "message_type": "text",
            "text": text,
            "attachment": None,
            "author": authors.get(who) or customer_of(account, talk),
            "created_at": talk["created_at"] + minutes * MINUTE,
            "delivery_status": None if who == "customer" else "delivered",
        }
        account.put("messages", message_id, message)
