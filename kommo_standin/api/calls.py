"""/api/v4/calls: a call becomes a note on whoever has the number"""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kommo_standin.accounts import ROBOT, Account
from kommo_standin.answers import hal
from kommo_standin.api.access import current_account
from kommo_standin.api.body import Item, read_items, refuse_if_wrong
from kommo_standin.api.entities import reference
from kommo_standin.crm.notes import note_create
from kommo_standin.state import Document

blueprint = Blueprint("calls", __name__, url_prefix="/calls")

DIRECTIONS = {"inbound": "call_in", "outbound": "call_out"}
MEMBERS = {
    "direction": "string",
    "uniq": "string?",
    "duration": "int",
    "source": "string",
    "link": "string?",
    "phone": "string",
    "call_result": "string?",
    "call_status": "int?",
    "call_responsible": "int?",
    "created_by": "int",
    "request_id": "string",
}
SHORTEST_MATCH = 6


@blueprint.post("")
def add() -> ResponseReturnValue:
    account = current_account()
    items = read_items()
    for item in items:
        item.check(MEMBERS, required=("direction", "duration", "source", "phone"))
        if not item.errors and item.values["direction"] not in DIRECTIONS:
            item.not_a_choice("direction")
    refuse_if_wrong(items)
    contacts = [_contact_of(account, item.values["phone"]) for item in items]
    calls = [_call(account, item, contact) for item, contact in zip(items, contacts, strict=True) if contact]
    strangers = [
        {"request_id": item.request_id, "title": "Entity not found", "detail": "Entity not found", "status": 263}
        for item, contact in zip(items, contacts, strict=True)
        if contact is None
    ]
    return hal({"_total_items": len(calls), "errors": strangers, "_embedded": {"calls": calls}})


def _call(account: Account, item: Item, contact: Document) -> dict[str, Any]:
    params = {name: item.values[name] for name in MEMBERS if name in item.values and name != "direction"}
    values = {"note_type": DIRECTIONS[item.values["direction"]], "params": params}
    note = note_create(account=account, entity_type="contacts", entity_id=contact["id"], values=values, by=ROBOT)
    return {
        "id": note["id"],
        "entity_id": contact["id"],
        "entity_type": "contact",
        "account_id": account.id,
        "request_id": item.request_id,
        "_embedded": {"entity": reference("contacts", contact["id"])},
    }


def _contact_of(account: Account, phone: str) -> Document | None:
    """Numbers are compared by their digits, from the end, so that the way of writing the country does not matter."""
    wanted = "".join(filter(str.isdecimal, phone))
    if len(wanted) < SHORTEST_MATCH:
        return None
    phones = [str(field["id"]) for field in account.all("contacts_fields") if field["code"] == "PHONE"]
    for contact in account.all("contacts"):
        for value in (value for field_id in phones for value in contact["values"].get(field_id, [])):
            if "".join(filter(str.isdecimal, value["value"])).endswith(wanted[-10:]):
                return contact
    return None
