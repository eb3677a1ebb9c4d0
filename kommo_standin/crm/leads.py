"""Leads: made, changed, binned, brought back. The caller has checked the values."""

from time import time
from typing import Any

from kommo_standin.accounts import Account
from kommo_standin.crm.pipelines import CLOSED, first_stage, main_pipeline
from kommo_standin.crm.tags import tags_change, tags_of
from kommo_standin.hooks.payloads import deleted_lead_payload, lead_payload
from kommo_standin.state import Document

PLAIN = ("name", "price", "loss_reason_id", "closed_at", "created_at", "updated_at", "created_by", "updated_by")


def lead_create(*, account: Account, values: dict[str, Any], by: int) -> Document:
    """`values` are those of the API's write, with `custom_fields` {field id: values} and `contacts` [{id, is_main}]."""
    now = int(time())
    pipeline = account.get("pipelines", values.get("pipeline_id")) or main_pipeline(account)
    lead = {
        "id": account.next_id("leads"),
        "name": "",
        "price": 0,
        "responsible_user_id": values.get("responsible_user_id") or account.profile["current_user_id"],
        "group_id": 0,
        "status_id": values.get("status_id") or first_stage(pipeline)["id"],
        "pipeline_id": pipeline["id"],
        "loss_reason_id": None,
        "created_by": by,
        "updated_by": by,
        "created_at": now,
        "updated_at": now,
        "closed_at": None,
        "closest_task_at": None,
        "is_deleted": False,
        "tags": [],
        "contacts": values.get("contacts", []),
        "companies": values.get("companies", []),
        "source_id": values.get("source_id"),
        "values": {str(field_id): found for field_id, found in values.get("custom_fields", {}).items() if found},
    }
    lead.update({name: values[name] for name in PLAIN if values.get(name) is not None})
    if lead["status_id"] in CLOSED and lead["closed_at"] is None:
        lead["closed_at"] = now
    lead["name"] = lead["name"] or f"Lead #{lead['id']}"
    tags_change(account, entity_type="leads", entity=lead, values=values)
    account.put("leads", lead["id"], lead)
    _announce(account, lead, "add")
    account.write_event("lead_added", entity_type="lead", entity_id=lead["id"], by=by)
    return lead


def lead_update(*, account: Account, lead: Document, values: dict[str, Any], by: int) -> Document:
    """Change a lead. A stage or a responsible user that changes is announced for itself and as an update."""
    old_stage = {"pipeline_id": lead["pipeline_id"], "status_id": lead["status_id"]}
    old_responsible = lead["responsible_user_id"]
    now = int(time())
    lead["updated_at"], lead["updated_by"] = now, by
    lead.update({name: values[name] for name in PLAIN if name in values})
    for name in ("pipeline_id", "status_id", "responsible_user_id"):
        lead[name] = values.get(name) or lead[name]
    if (
        "status_id" not in values
        and lead["pipeline_id"] != old_stage["pipeline_id"]
        and lead["status_id"] not in CLOSED
    ):
        lead["status_id"] = first_stage(account.get("pipelines", lead["pipeline_id"]))["id"]
    if "closed_at" not in values:
        lead["closed_at"] = (lead["closed_at"] or now) if lead["status_id"] in CLOSED else None
    for field_id, found in values.get("custom_fields", {}).items():
        if found:
            lead["values"][str(field_id)] = found
        else:
            lead["values"].pop(str(field_id), None)
    tags_change(account, entity_type="leads", entity=lead, values=values)
    account.put("leads", lead["id"], lead)

    old: dict[str, int] = {}
    if {name: lead[name] for name in old_stage} != old_stage:
        old["old_status_id"] = old_stage["status_id"]
        _announce(account, lead, "status", old_status_id=old_stage["status_id"])
        _write_stage_event(account, lead, old_stage, by)
    if lead["responsible_user_id"] != old_responsible:
        old["old_responsible_user_id"] = old_responsible
        _announce(account, lead, "responsible", old_responsible_user_id=old_responsible)
    _announce(account, lead, "update", **old)
    return lead


def lead_delete(*, account: Account, lead: Document, by: int) -> Document:
    """Move a lead to the recycle bin."""
    lead.update(is_deleted=True, updated_at=int(time()), updated_by=by)
    account.put("leads", lead["id"], lead)
    account.announce("delete_lead", entity="leads", action="delete", item=deleted_lead_payload(lead))
    account.write_event("lead_deleted", entity_type="lead", entity_id=lead["id"], by=by)
    return lead


def lead_restore(*, account: Account, lead: Document, by: int) -> Document:
    """Bring a lead back from the recycle bin."""
    lead.update(is_deleted=False, updated_at=int(time()), updated_by=by)
    account.put("leads", lead["id"], lead)
    _announce(account, lead, "restore")
    account.write_event("lead_restored", entity_type="lead", entity_id=lead["id"], by=by)
    return lead


def _announce(account: Account, lead: Document, action: str, **old: int) -> None:
    item = lead_payload(
        lead,
        account_id=account.id,
        fields=account.all("leads_fields"),
        tags=tags_of(account, entity_type="leads", entity=lead),
        **old,
    )
    account.announce(f"{action}_lead", entity="leads", action=action, item=item)


def _write_stage_event(account: Account, lead: Document, old: dict[str, int], by: int) -> None:
    account.write_event(
        "lead_status_changed",
        entity_type="lead",
        entity_id=lead["id"],
        by=by,
        before=[{"lead_status": {"id": old["status_id"], "pipeline_id": old["pipeline_id"]}}],
        after=[{"lead_status": {"id": lead["status_id"], "pipeline_id": lead["pipeline_id"]}}],
    )
