"""Under /_play: bots, as a person builds them on Kommo's pages, and the runs under way."""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kommo_standin.accounts import Account
from kommo_standin.api.webhooks import is_deliverable
from kommo_standin.crm.bots import RUNS, bot_make
from kommo_standin.errors import BadInput, Unknown
from kommo_standin.play.inputs import Body, existing, read_account, read_body

blueprint = Blueprint("bots", __name__)

KINDS = ("regular", "greeting", "marketing", "nps")
TRIGGERS = ("", "message")
DATA = {"text": "{{message_text}}", "lead": "{{lead.id}}", "contact_name": "{{contact.name}}"}


@blueprint.post("/bots")
def make() -> ResponseReturnValue:
    """One of `say` (a text), `print` (a lead field's id) and `widget` (a URL; with `data`, `as_form`, `then`).

    `then` is said when the widget answers with a goto, and may hold {{json.message}}. `trigger` "message" starts the
    bot whenever the customer writes.
    """
    body = read_body()
    account = read_account(body)
    kind, trigger = body.text("kind", "regular"), body.text("trigger", "")
    if kind not in KINDS:
        raise BadInput("kind", f"must be one of {', '.join(KINDS)}")
    if trigger not in TRIGGERS:
        raise BadInput("trigger", "must be message, or left out")
    made = bot_make(
        account=account,
        name=body.text("name", "Bot"),
        kind=kind,
        step=_read_step(account, body),
        is_active=body.flag("is_active", True),
        trigger=trigger,
    )
    return made, 201


@blueprint.delete("/bots/<int:bot_id>")
def remove(bot_id: int) -> ResponseReturnValue:
    """Its runs end with it."""
    account = read_account(read_body())
    existing(account, "bots", bot_id, named="bot")
    for run in account.all(RUNS):
        if run["bot_id"] == bot_id:
            account.remove(RUNS, run["lead_id"])
    account.remove("bots", bot_id)
    return {"id": bot_id}


@blueprint.get("/bots/runs")
def runs() -> ResponseReturnValue:
    return {"runs": read_account().all(RUNS)}


def _read_step(account: Account, body: Body) -> dict[str, Any]:
    if body.has("say"):
        return {"say": body.text("say")}
    if body.has("print"):
        field_id = body.id("print")
        if account.get("leads_fields", field_id) is None:
            raise Unknown("field of leads", field_id)
        return {"print": field_id}
    url = body.text("widget")
    if not is_deliverable(url):
        raise BadInput("widget", "must be an http or https URL")
    data = body.object("data").members or DATA
    if not all(isinstance(text, str) for text in data.values()):
        raise BadInput("data", "must hold texts")
    return {"widget": url, "data": data, "as_form": body.flag("as_form", False), "then": body.text("then", "")}
