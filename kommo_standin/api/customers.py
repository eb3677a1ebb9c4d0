"""/api/v4/customers: in accounts whose tariff has them"""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from kommo_standin.accounts import Account
from kommo_standin.answers import hal, link_to
from kommo_standin.api.access import admin_required, current_account
from kommo_standin.api.body import read_item, refuse_if_wrong
from kommo_standin.api.card_routes import card_blueprint
from kommo_standin.api.companies import PLAIN
from kommo_standin.api.entities import custom_fields_shape, reference, tags_shape
from kommo_standin.api.query import requested_with
from kommo_standin.crm.cards import CUSTOMERS
from kommo_standin.errors import Problem
from kommo_standin.state import Document

MODES = ("segments", "periodicity")
NUMBERS = ("next_price", "next_date", "status_id", "periodicity", "ltv", "purchases_count", "average_check")
MEMBERS = {"next_price": "number", "next_date": "int", "status_id": "int", "periodicity": "int"}


def customer_shape(account: Account, customer: Document) -> dict[str, Any]:
    extra = requested_with()
    embedded: dict[str, Any] = {
        "segments": [],
        "tags": tags_shape(account, entity_type="customers", entity=customer),
    }
    for name in {"contacts", "companies"} & extra:
        embedded[name] = [reference(name, linked_id) for linked_id in customer[name]]
    return {
        **{name: customer[name] for name in (*PLAIN, *NUMBERS)},
        "custom_fields_values": custom_fields_shape(account, entity_type="customers", entity=customer),
        "account_id": account.id,
        "_links": link_to(f"customers/{customer['id']}"),
        "_embedded": embedded,
    }


blueprint = card_blueprint(CUSTOMERS, shape=customer_shape, members=MEMBERS, required=("next_date",))


@blueprint.before_request
def check_tariff() -> None:
    """Everything but the switch itself needs customers to be on."""
    if not request.path.endswith("/mode") and current_account().profile["customers_mode"] not in MODES:
        raise Problem(402, "Customers are not available in this account")


@blueprint.patch("/mode")
@admin_required()
def change_mode() -> ResponseReturnValue:
    account = current_account()
    item = read_item()
    item.check({"mode": "string", "is_enabled": "bool"}, required=("mode",))
    if item.values.get("mode") not in MODES:
        item.not_a_choice("mode")
    refuse_if_wrong([item])
    if account.profile["customers_mode"] == "unavailable":
        raise Problem(402, "Customers are not available in this tariff")
    mode, is_enabled = item.values["mode"], item.values.get("is_enabled", True)
    account.profile["customers_mode"] = mode if is_enabled else "disabled"
    account.save_profile()
    return hal({"mode": mode, "is_enabled": is_enabled})
