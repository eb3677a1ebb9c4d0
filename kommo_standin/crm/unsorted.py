"""Incoming leads ("unsorted"): a lead in the stage of incoming leads, with a contact that the lists hide.

Accepting or declining takes it out of the pile; the lead itself is announced only when it is accepted.
"""

from secrets import token_hex
from time import time
from typing import Any

from kommo_standin.accounts import ROBOT, Account
from kommo_standin.crm.contacts import contact_create
from kommo_standin.crm.leads import lead_create, lead_delete, lead_update
from kommo_standin.crm.pipelines import INCOMING, main_pipeline
from kommo_standin.crm.tags import tags_of
from kommo_standin.hooks.payloads import lead_payload
from kommo_standin.state import Document

KIND = "unsorted"
SORTED = "unsorted_sorted"
CATEGORIES = ("sip", "mail", "forms", "chats")


def unsorted_create(
    *,
    account: Account,
    category: str,
    lead: dict[str, Any],
    contact: dict[str, Any],
    metadata: dict[str, Any],
    source: dict[str, Any],
) -> Document:
    """`lead` and `contact` as their own creation takes them; `source` holds pipeline_id, source_name, source_uid."""
    silent = account.quietly()
    pipeline = account.get("pipelines", source.get("pipeline_id")) or main_pipeline(account)
    incoming = next(stage for stage in pipeline["statuses"] if stage["type"] == INCOMING)
    person = contact_create(account=silent, values=contact, by=ROBOT)
    account.put("contacts", person["id"], person | {"is_unsorted": True})
    place = {"pipeline_id": pipeline["id"], "status_id": incoming["id"]}
    contacts = [{"id": person["id"], "is_main": True}]
    made = lead_create(account=silent, values=lead | place | {"contacts": contacts}, by=ROBOT)
    item = {
        "uid": token_hex(30),
        "source_uid": source.get("source_uid"),
        "source_name": source.get("source_name"),
        "category": category,
        "pipeline_id": pipeline["id"],
        "created_at": source.get("created_at") or int(time()),
        "metadata": metadata,
        "lead_id": made["id"],
        "contact_id": person["id"],
    }
    account.put(KIND, item["uid"], item)
    account.announce("add_unsorted", entity="unsorted", action="add", item=_payload(item, made, account.id))
    return item


def unsorted_accept(*, account: Account, item: Document, user_id: int, status_id: int) -> Document:
    """Into the stage `status_id`; the lead is new to everybody now."""
    lead = account.get("leads", item["lead_id"])
    lead_update(
        account=account.quietly(),
        lead=lead,
        values={"status_id": status_id, "responsible_user_id": user_id},
        by=user_id,
    )
    contact = account.get("contacts", item["contact_id"])
    account.put("contacts", contact["id"], contact | {"is_unsorted": False})
    result = {"leads": [lead["id"]], "contacts": [contact["id"]]}
    _sort_out(account, item, action="accept", user_id=user_id, accept_result=result)
    tags = tags_of(account, entity_type="leads", entity=lead)
    payload = lead_payload(lead, account_id=account.id, fields=account.all("leads_fields"), tags=tags)
    account.announce("add_lead", entity="leads", action="add", item=payload)
    return item


def unsorted_decline(*, account: Account, item: Document, user_id: int) -> Document:
    lead_delete(account=account.quietly(), lead=account.get("leads", item["lead_id"]), by=user_id)
    _sort_out(account, item, action="decline", user_id=user_id, decline_result={"leads": [item["lead_id"]]})
    return item


def unsorted_link(*, account: Account, item: Document, lead_id: int, contact_id: int | None, user_id: int) -> Document:
    """The chat goes over to a lead that exists; the one that was made for it goes into the bin."""
    lead_delete(account=account.quietly(), lead=account.get("leads", item["lead_id"]), by=user_id)
    for talk in account.all("talks"):
        if talk["entity_id"] == item["lead_id"]:
            moved = {"entity_id": lead_id, "contact_id": contact_id or talk["contact_id"]}
            account.put("talks", talk["talk_id"], talk | moved)
    _sort_out(account, item, action="accept", user_id=user_id, accept_result={"leads": [lead_id]})
    return item | {"lead_id": lead_id}


def _sort_out(account: Account, item: Document, *, action: str, user_id: int, **result: Any) -> None:
    account.remove(KIND, item["uid"])
    account.put(SORTED, item["uid"], {**item, "action": action, "sorted_at": int(time())})
    payload = {
        "action": action,
        "uid": item["uid"],
        "category": item["category"],
        "created_at": item["created_at"],
        "modified_user_id": user_id,
        **result,
    }
    account.announce("delete_unsorted", entity="unsorted", action="delete", item=payload)


def _payload(item: Document, lead: Document, account_id: int) -> dict[str, Any]:
    return {
        "uid": item["uid"],
        "source": item["source_name"],
        "source_uid": item["source_uid"],
        "category": item["category"],
        "source_data": {**item["metadata"], "source_name": item["source_name"], "date": item["created_at"]},
        "date_create": item["created_at"],
        "data": {
            "leads": [{"name": lead["name"], "pipeline_id": lead["pipeline_id"], "date_create": item["created_at"]}],
            "contacts": [{"id": item["contact_id"]}],
        },
        "pipeline_id": item["pipeline_id"],
        "account_id": account_id,
        "lead_id": item["lead_id"],
        "created_at": item["created_at"],
    }
