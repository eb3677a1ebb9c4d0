"""How a lead looks in answers."""

from typing import Any

from kommo_standin.accounts import Account
from kommo_standin.answers import link_to
from kommo_standin.api.entities import custom_fields_shape, reference, tags_shape
from kommo_standin.api.loss_reasons import reason_shape
from kommo_standin.api.query import requested_with
from kommo_standin.state import Document

PLAIN = [
    "id",
    "name",
    "price",
    "responsible_user_id",
    "group_id",
    "status_id",
    "pipeline_id",
    "loss_reason_id",
    "created_by",
    "updated_by",
    "created_at",
    "updated_at",
    "closed_at",
    "closest_task_at",
    "is_deleted",
]


def lead_shape(account: Account, lead: Document) -> dict[str, Any]:
    extra = requested_with()
    embedded: dict[str, Any] = {
        "tags": tags_shape(account, entity_type="leads", entity=lead),
        "companies": [reference("companies", company_id) for company_id in lead["companies"]],
    }
    if "contacts" in extra:
        embedded["contacts"] = [reference("contacts", link["id"], is_main=link["is_main"]) for link in lead["contacts"]]
    if "catalog_elements" in extra:
        embedded["catalog_elements"] = []
    if "loss_reason" in extra:
        reason = account.get("loss_reasons", lead["loss_reason_id"])
        embedded["loss_reason"] = [reason_shape(reason)] if reason else []
    if "source" in extra:
        embedded["source"] = _source_shape(account, lead)
    return {
        **{name: lead[name] for name in PLAIN},
        "custom_fields_values": custom_fields_shape(account, entity_type="leads", entity=lead),
        "score": None,
        "account_id": account.id,
        "labor_cost": None,
        "is_price_computed": False,
        **({"is_price_modified_by_robot": False} if "is_price_modified_by_robot" in extra else {}),
        **({"source_id": lead["source_id"]} if "source_id" in extra else {}),
        "_links": link_to(f"leads/{lead['id']}"),
        "_embedded": embedded,
    }


def deleted_shape(_account: Account, lead: Document) -> dict[str, Any]:
    members = {name: lead[name] for name in ("id", "updated_at", "updated_by", "is_deleted")}
    return {**members, "_links": link_to(f"leads/{lead['id']}")}


def updated_shape(lead: Document) -> dict[str, Any]:
    return {"id": lead["id"], "updated_at": lead["updated_at"], "_links": link_to(f"leads/{lead['id']}")}


def _source_shape(account: Account, lead: Document) -> dict[str, Any] | None:
    channel = account.get("channels", lead["source_id"])
    return {"id": channel["id"], "name": channel["name"]} if channel else None
