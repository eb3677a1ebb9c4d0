"""Under /_play: what happens to an account as a whole, and to its people."""

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from kommo_standin.accounts import Account
from kommo_standin.brands import BRANDS
from kommo_standin.errors import BadInput
from kommo_standin.kommo import current_kommo
from kommo_standin.play.inputs import Body, existing, read_account, read_body
from kommo_standin.state import EVERYWHERE

blueprint = Blueprint("accounts", __name__)

OLD_HOST_ANSWERS = (301, 302, 307, 308, 401, 404)


@blueprint.post("/move")
def move() -> ResponseReturnValue:
    """The account lives at `host` from now on, under `subdomain`; other hosts `answers` 401 (default), 404 or 3xx."""
    body = read_body()
    account = read_account(body)
    host = body.text("host")
    return _change(
        account,
        host=host,
        common_host=request.host,
        subdomain=body.text("subdomain", account.profile["subdomain"]),
        old_host_answers=_read_status(body, OLD_HOST_ANSWERS),
    )


@blueprint.post("/gone")
def gone() -> ResponseReturnValue:
    """The account was deleted: the API `answers` 401 (default) or 404 with the old number 101, and gives no tokens."""
    body = read_body()
    return _change(read_account(body), is_gone=True, gone_answers=_read_status(body, (401, 404)))


@blueprint.post("/brand")
def brand() -> ResponseReturnValue:
    """Make the account one of Kommo or of amoCRM.ru: `brand` is kommo or amocrm."""
    body = read_body()
    name = body.text("brand")
    if name not in BRANDS:
        raise BadInput("brand", f"must be one of {', '.join(BRANDS)}")
    return _change(read_account(body), brand=name, customers_mode=BRANDS[name].customers_mode)


@blueprint.post("/user")
def user() -> ResponseReturnValue:
    """Switch a person off or on again (`is_active`), or take or give administrator's rights (`is_admin`)."""
    body = read_body()
    account = read_account(body)
    person = existing(account, "users", body.id("user_id", account.profile["current_user_id"]), named="user")
    for right in ("is_active", "is_admin"):
        person["rights"][right] = body.flag(right, person["rights"][right])
    account.put("users", person["id"], person)
    return {"id": person["id"], "rights": person["rights"]}


def _change(account: Account, **values: Any) -> ResponseReturnValue:
    profile = account.profile | values
    current_kommo().store.put(EVERYWHERE, "accounts", account.id, profile)
    return {"id": account.id, **values}


def _read_status(body: Body, choices: tuple[int, ...]) -> int:
    status = body.id("answers", 401)
    if status not in choices:
        raise BadInput("answers", f"must be one of {', '.join(map(str, choices))}")
    return status
