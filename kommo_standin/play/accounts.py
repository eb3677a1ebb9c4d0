"""Under /_play: what an account is."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kommo_standin.brands import BRANDS
from kommo_standin.errors import BadInput
from kommo_standin.kommo import current_kommo
from kommo_standin.play.inputs import read_account, read_body
from kommo_standin.state import EVERYWHERE

blueprint = Blueprint("accounts", __name__)


@blueprint.post("/brand")
def change_brand() -> ResponseReturnValue:
    """Make the account one of Kommo or of amoCRM.ru: `brand` is kommo or amocrm."""
    body = read_body()
    account, name = read_account(body), body.text("brand")
    if name not in BRANDS:
        raise BadInput("brand", f"must be one of {', '.join(BRANDS)}")
    brand = BRANDS[name]
    profile = account.profile | {"brand": brand.name, "customers_mode": brand.customers_mode}
    current_kommo().store.put(EVERYWHERE, "accounts", account.id, profile)
    return {"account_id": account.id, "brand": brand.name}
