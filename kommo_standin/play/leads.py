"""Under /_play: leads as a person in the account makes, edits and bins them."""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kommo_standin.accounts import Account
from kommo_standin.api.entities import custom_fields_shape
from kommo_standin.crm.contacts import contact_create
from kommo_standin.crm.custom_fields import custom_fields_read
from kommo_standin.crm.leads import lead_create, lead_delete, lead_restore, lead_update
from kommo_standin.crm.pipelines import main_pipeline, stage_of
from kommo_standin.crm.talks import latest_talk_of_lead, talk_open
from kommo_standin.errors import BadInput, Unknown
from kommo_standin.play.inputs import Body, existing, read_account, read_body
from kommo_standin.state import Document

blueprint = Blueprint("leads", __name__)

CONTACT_CODES = {"phone": "PHONE", "email": "EMAIL"}


@blueprint.get("/leads")
def listed() -> ResponseReturnValue:
    account = read_account()
    leads = [lead for lead in account.all("leads") if not lead["is_deleted"]]
    return {"leads": [lead_card(account, lead) for lead in leads]}


@blueprint.get("/leads/<int:lead_id>")
def one(lead_id: int) -> ResponseReturnValue:
    account = read_account()
    return lead_card(account, existing(account, "leads", lead_id, named="lead"))


@blueprint.post("/leads")
def create() -> ResponseReturnValue:
    """A new lead with a contact and, on the channel of `origin` (default: the first one), a talk."""
    body = read_body()
    account = read_account(body)
    person = body.object("contact")
    values = _read_lead(account, body, current=None)
    channel = _read_channel(account, body)
    written = [
        {"field_code": code, "values": [{"value": person.text(name)}]}
        for name, code in CONTACT_CODES.items()
        if person.has(name)
    ]
    fields = _read_fields(account, "contacts", written)
    contact_values = {"name": person.text("name", "Guest"), "custom_fields": fields}
    by = account.profile["current_user_id"]
    contact = contact_create(account=account, values=contact_values, by=by)
    values |= {"contacts": [{"id": contact["id"], "is_main": True}], "source_id": channel["id"]}
    lead = lead_create(account=account, values=values, by=by)
    talk_open(
        account=account, contact_id=contact["id"], lead_id=lead["id"], origin=channel["origin"], source_id=channel["id"]
    )
    return lead_card(account, lead), 201


@blueprint.patch("/leads/<int:lead_id>")
def edit(lead_id: int) -> ResponseReturnValue:
    """A person edits: name, price, pipeline_id, status_id, responsible_user_id, custom_fields_values."""
    body = read_body()
    account = read_account(body)
    lead = existing(account, "leads", lead_id, named="lead")
    values = _read_lead(account, body, current=lead)
    by = body.id("user_id", account.profile["current_user_id"])
    return lead_card(account, lead_update(account=account, lead=lead, values=values, by=by))


@blueprint.delete("/leads/<int:lead_id>")
def delete(lead_id: int) -> ResponseReturnValue:
    """Into the recycle bin."""
    account = read_account(read_body())
    lead = existing(account, "leads", lead_id, named="lead")
    return lead_card(account, lead_delete(account=account, lead=lead, by=account.profile["current_user_id"]))


@blueprint.post("/leads/<int:lead_id>/restore")
def restore(lead_id: int) -> ResponseReturnValue:
    account = read_account(read_body())
    lead = existing(account, "leads", lead_id, named="lead")
    return lead_card(account, lead_restore(account=account, lead=lead, by=account.profile["current_user_id"]))


def lead_card(account: Account, lead: Document) -> dict[str, Any]:
    """Everything a person sees of a lead, names beside the ids."""
    talk = latest_talk_of_lead(account, lead["id"])
    pipeline = account.get("pipelines", lead["pipeline_id"])
    stage = stage_of(account, pipeline_id=lead["pipeline_id"], status_id=lead["status_id"])
    user = account.get("users", lead["responsible_user_id"])
    channel = account.get("channels", lead["source_id"])
    contact = account.get("contacts", lead["contacts"][0]["id"]) if lead["contacts"] else None
    plain = ("id", "name", "price", "pipeline_id", "status_id", "responsible_user_id", "created_at", "updated_at")
    return {
        **{name: lead[name] for name in (*plain, "is_deleted")},
        "pipeline": pipeline["name"] if pipeline else None,
        "status": stage["name"] if stage else None,
        "status_color": stage["color"] if stage else None,
        "responsible_user": user["name"] if user else None,
        "talk_id": talk["talk_id"] if talk else None,
        "is_in_work": bool(talk and talk["is_in_work"]),
        "active_at": max(lead["updated_at"], talk["updated_at"] if talk else 0),
        "origin": talk["origin"] if talk else channel["origin"] if channel else None,
        "source_id": lead["source_id"],
        "channel": channel["name"] if channel else None,
        "custom_fields_values": custom_fields_shape(account, entity_type="leads", entity=lead) or [],
        "contact": _contact_card(account, contact) if contact else None,
    }


def _contact_card(account: Account, contact: Document) -> dict[str, Any]:
    fields = custom_fields_shape(account, entity_type="contacts", entity=contact) or []
    return {"id": contact["id"], "name": contact["name"], "custom_fields_values": fields}


def _read_lead(account: Account, body: Body, *, current: Document | None) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if body.has("name"):
        values["name"] = body.text("name")
    if body.has("price"):
        values["price"] = body.number("price")
    for name, kind in (("pipeline_id", "pipelines"), ("responsible_user_id", "users")):
        if body.has(name):
            values[name] = existing(account, kind, body.id(name), named=name)["id"]
    if body.has("status_id"):
        pipeline_id = values.get("pipeline_id") or (current or {}).get("pipeline_id") or main_pipeline(account)["id"]
        values["status_id"] = body.id("status_id")
        if stage_of(account, pipeline_id=pipeline_id, status_id=values["status_id"]) is None:
            raise Unknown(f"status_id of pipeline {pipeline_id}", values["status_id"])
    values["custom_fields"] = _read_fields(account, "leads", body.members.get("custom_fields_values"))
    return values


def _read_fields(account: Account, entity_type: str, written: Any) -> dict[int, list[dict[str, Any]]]:
    def complain(path: str, _code: str, detail: str) -> None:
        raise BadInput(path, detail)

    return custom_fields_read(account=account, entity_type=entity_type, written=written, complain=complain)


def _read_channel(account: Account, body: Body) -> Document:
    channels = account.all("channels")
    if not body.has("origin"):
        return channels[0]
    origin = body.text("origin")
    for channel in channels:
        if channel["origin"] == origin:
            return channel
    raise BadInput("origin", f"must be one of {', '.join(channel['origin'] for channel in channels)}")
