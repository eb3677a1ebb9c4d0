"""/api/v4/leads"""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kommo_standin.accounts import ROBOT, Account
from kommo_standin.answers import empty, hal, link_to
from kommo_standin.api.access import current_account
from kommo_standin.api.body import Item, read_item, read_items, refuse_if_wrong
from kommo_standin.api.entities import read_custom_fields, read_references, read_tags
from kommo_standin.api.filters import by_common_filters, by_query
from kommo_standin.api.lead_shapes import deleted_shape, lead_shape, updated_shape
from kommo_standin.api.paging import page_of
from kommo_standin.api.query import ids_of, query_filter, range_of, requested_with
from kommo_standin.crm.leads import lead_create, lead_update
from kommo_standin.crm.pipelines import main_pipeline, stage_of
from kommo_standin.state import Document

blueprint = Blueprint("leads", __name__, url_prefix="/leads")

WRITABLE = {
    "id": "int",
    "name": "string?",
    "price": "number?",
    "status_id": "int",
    "pipeline_id": "int",
    "created_by": "int",
    "updated_by": "int",
    "created_at": "int",
    "updated_at": "int",
    "closed_at": "int?",
    "loss_reason_id": "int?",
    "responsible_user_id": "int",
    "custom_fields_values": "array?",
    "tags_to_add": "array?",
    "tags_to_delete": "array?",
    "request_id": "string",
    "_embedded": "object?",
}


@blueprint.get("")
def listed() -> ResponseReturnValue:
    account = current_account()
    wants_deleted = "only_deleted" in requested_with()
    leads = (lead for lead in account.all("leads") if lead["is_deleted"] == wants_deleted)
    shape = deleted_shape if wants_deleted else lead_shape
    found = by_stage(by_common_filters(by_query(leads)))
    return page_of("leads", found, lambda lead: shape(account, lead), order=("created_at", "updated_at", "id"))


@blueprint.get("/<int:lead_id>")
def one(lead_id: int) -> ResponseReturnValue:
    account = current_account()
    lead = account.get("leads", lead_id)
    return empty() if lead is None or lead["is_deleted"] else hal(lead_shape(account, lead))


@blueprint.post("")
def create() -> ResponseReturnValue:
    account = current_account()
    items = read_items()
    read = [read_lead(item, account) for item in items]
    refuse_if_wrong(items)
    made = [lead_create(account=account, values=values, by=values.get("created_by", ROBOT)) for values in read]
    written = [
        {"id": lead["id"], "request_id": item.request_id, "_links": link_to(f"leads/{lead['id']}")}
        for lead, item in zip(made, items, strict=True)
    ]
    return hal({"_links": link_to("leads"), "_embedded": {"leads": written}})


@blueprint.patch("")
def update() -> ResponseReturnValue:
    account = current_account()
    items = read_items()
    found = [
        account.get("leads", item.values.get("id")) if isinstance(item.values.get("id"), int) else None
        for item in items
    ]
    for item, lead in zip(items, found, strict=True):
        if lead is None:
            item.complain("id", "EntityNotFound", "Entity not found.")
    read = [read_lead(item, account, lead) for item, lead in zip(items, found, strict=True)]
    refuse_if_wrong(items)
    changed = [change(account, lead, values) for lead, values in zip(found, read, strict=True)]
    return hal({"_links": link_to("leads"), "_embedded": {"leads": [updated_shape(lead) for lead in changed]}})


@blueprint.patch("/<int:lead_id>")
def update_one(lead_id: int) -> ResponseReturnValue:
    account = current_account()
    item = read_item()
    lead = account.get("leads", lead_id)
    if lead is None:
        return empty()
    values = read_lead(item, account, lead)
    refuse_if_wrong([item])
    return hal(updated_shape(change(account, lead, values)))


def change(account: Account, lead: Document, values: dict[str, Any]) -> Document:
    return lead_update(account=account, lead=lead, values=values, by=values.get("updated_by", ROBOT))


def read_lead(item: Item, account: Account, lead: Document | None = None) -> dict[str, Any]:
    """The values of a write, checked against the account; complaints stay with the item."""
    item.check(WRITABLE)
    values = {name: value for name, value in item.values.items() if name not in ("id", "request_id", "_embedded")}
    if item.errors:
        return values
    _check_stage(item, account, lead)
    if "responsible_user_id" in values and account.get("users", values["responsible_user_id"]) is None:
        item.not_a_choice("responsible_user_id")
    if values.get("loss_reason_id") is not None and account.get("loss_reasons", values["loss_reason_id"]) is None:
        item.not_a_choice("loss_reason_id")
    values["custom_fields"] = read_custom_fields(item, account, entity_type="leads")
    _check_required(item, account, lead, filled=values["custom_fields"])
    values |= read_tags(item, account, entity_type="leads")
    contacts, companies = (read_references(item, account, name=name) for name in ("contacts", "companies"))
    if item.errors:
        return values
    if contacts:
        has_main = any(contact.get("is_main") for contact in contacts)
        values["contacts"] = [
            {"id": contact["id"], "is_main": bool(contact.get("is_main") or (not has_main and index == 0))}
            for index, contact in enumerate(contacts)
        ]
    if companies:
        values["companies"] = [company["id"] for company in companies]
    return values


def _check_stage(item: Item, account: Account, lead: Document | None) -> None:
    current = lead["pipeline_id"] if lead else main_pipeline(account)["id"]
    pipeline_id = item.values.get("pipeline_id", current)
    if account.get("pipelines", pipeline_id) is None:
        item.not_a_choice("pipeline_id")
    elif "status_id" in item.values and not stage_of(
        account, pipeline_id=pipeline_id, status_id=item.values["status_id"]
    ):
        item.not_a_choice("status_id")


def _check_required(item: Item, account: Account, lead: Document | None, *, filled: dict[int, list[Any]]) -> None:
    """A field can be required in a stage: who moves a lead there must bring its value."""
    pipeline_id = item.values.get("pipeline_id", lead["pipeline_id"] if lead else main_pipeline(account)["id"])
    stage = {"pipeline_id": pipeline_id, "status_id": item.values.get("status_id")}
    for field in account.all("leads_fields"):
        has_value = filled.get(field["id"]) or (lead and lead["values"].get(str(field["id"])))
        if stage in (field.get("required_statuses") or []) and not has_value:
            item.complain(f"custom_fields_values.{field['id']}", "FieldMissing", "This field is missing.")


def by_stage(leads: Iterable[Document]) -> list[Document]:
    """filter[pipeline_id], filter[statuses] (pairs), filter[price] and filter[closed_at]."""
    wanted = query_filter()
    pipelines = ids_of(wanted.get("pipeline_id"))
    stages = wanted.get("statuses") if isinstance(wanted.get("statuses"), dict) else {}
    pairs = [(stage.get("pipeline_id"), stage.get("status_id")) for stage in stages.values() if isinstance(stage, dict)]
    ranges = {name: range_of(wanted.get(name)) for name in ("price", "closed_at")}
    return [
        lead
        for lead in leads
        if (not pipelines or lead["pipeline_id"] in pipelines)
        and (not pairs or (str(lead["pipeline_id"]), str(lead["status_id"])) in pairs)
        and all(not limits or limits[0] <= (lead[name] or 0) <= limits[1] for name, limits in ranges.items())
    ]
