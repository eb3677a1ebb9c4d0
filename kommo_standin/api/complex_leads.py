"""/api/v4/leads/complex: leads made together with a contact and a company"""

from typing import Any

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from kommo_standin.accounts import ROBOT, Account
from kommo_standin.api.access import current_account
from kommo_standin.api.body import Item, read_items, refuse_if_wrong
from kommo_standin.api.card_routes import WRITABLE as COMPANY_MEMBERS
from kommo_standin.api.card_routes import read_card
from kommo_standin.api.contacts import read_contact
from kommo_standin.api.leads import read_lead
from kommo_standin.crm.cards import COMPANIES, card_create
from kommo_standin.crm.contacts import contact_create
from kommo_standin.crm.leads import lead_create
from kommo_standin.errors import Problem

blueprint = Blueprint("complex_leads", __name__, url_prefix="/leads/complex")

MOST_LEADS = 50
MOST_FIELDS = 40
LINKED = ("contacts", "companies")


@blueprint.post("")
def create() -> ResponseReturnValue:
    """The answer is a bare list; `request_id` in it is a list too."""
    account = current_account()
    items = read_items()
    if len(items) > MOST_LEADS:
        raise Problem(400, f"No more than {MOST_LEADS} leads per request")
    read = [_read(item, account) for item in items]
    refuse_if_wrong(items)
    made = [_make(account, values) for values in read]
    answered = zip(made, items, strict=True)
    return jsonify([{**ids, "request_id": [item.request_id], "merged": False} for ids, item in answered])


def _read(item: Item, account: Account) -> dict[str, Any]:
    """The lead's values; under `new` and `known` those of what is linked, complaints put under its path."""
    embedded = item.values.get("_embedded")
    embedded = embedded if isinstance(embedded, dict) else {}
    linked = {name: embedded.pop(name, None) or [] for name in LINKED}
    embedded.pop("metadata", None)
    values = read_lead(item, account) | {"new": {}, "known": {}}
    if len(item.values.get("custom_fields_values") or []) > MOST_FIELDS:
        detail = f"This collection should contain {MOST_FIELDS} elements or less."
        item.complain("custom_fields_values", "TooMany", detail)
    for name, found in linked.items():
        if len(found) > 1:
            item.complain(f"_embedded.{name}", "TooMany", "This collection should contain 1 element or less.")
        for wanted in found[:1]:
            _read_linked(item, account, name, wanted, values)
    return values


def _read_linked(item: Item, account: Account, name: str, wanted: Any, values: dict[str, Any]) -> None:
    inner = Item(wanted, index=0)
    if "id" in inner.values:
        if account.get(name, inner.values["id"]) is None:
            inner.not_a_choice("id")
        values["known"][name] = inner.values["id"]
    elif name == "contacts":
        values["new"][name] = read_contact(inner, account)
    else:
        values["new"][name] = read_card(inner, account, COMPANIES, writable=COMPANY_MEMBERS)
    for error in inner.errors:
        item.complain(f"_embedded.{name}.0.{error['path']}", error["code"], error["detail"])


def _make(account: Account, values: dict[str, Any]) -> dict[str, int | None]:
    ids: dict[str, int] = dict(values["known"])
    if "companies" in values["new"]:
        company = card_create(account=account, kind=COMPANIES, values=values["new"]["companies"], by=ROBOT)
        ids["companies"] = company["id"]
    companies = [ids["companies"]] if "companies" in ids else []
    if "contacts" in values["new"]:
        person = values["new"]["contacts"] | {"companies": companies}
        ids["contacts"] = contact_create(account=account, values=person, by=ROBOT)["id"]
    contacts = [{"id": ids["contacts"], "is_main": True}] if "contacts" in ids else []
    lead = lead_create(account=account, values=values | {"contacts": contacts, "companies": companies}, by=ROBOT)
    return {"id": lead["id"], "contact_id": ids.get("contacts"), "company_id": ids.get("companies")}
