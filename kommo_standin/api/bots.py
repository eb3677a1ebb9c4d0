"""/api/v4/bots, where a widget answers a waiting bot, and the older way to start one."""

from typing import Any

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from kommo_standin.accounts import Account
from kommo_standin.answers import empty, hal, link_to
from kommo_standin.api.access import check_access, current_account
from kommo_standin.api.body import read_json
from kommo_standin.api.paging import page_of
from kommo_standin.api.query import ids_of, query_filter
from kommo_standin.crm.bots import bot_continue, bot_start, bot_stop
from kommo_standin.errors import Problem, not_found
from kommo_standin.kommo import current_kommo
from kommo_standin.state import Document

blueprint = Blueprint("bots", __name__)
legacy = Blueprint("bots_v2", __name__, url_prefix="/api/v2")
legacy.before_request(check_access)

MOST_RUNS = 100
MOST_HANDLERS = 10
LONGEST_SHOW = 80
LEAD_NUMBER = 2


@blueprint.get("/bots")
def listed() -> ResponseReturnValue:
    _refuse_where_the_plan_lacks_bots()
    wanted = query_filter()
    kinds = wanted.get("type_functionality")
    found = current_account().all("bots")
    if isinstance(kinds, dict):
        found = [bot for bot in found if bot["type_functionality"] in kinds.values()]
    if "id" in wanted:
        found = [bot for bot in found if bot["id"] in ids_of(wanted["id"])]
    return page_of("items", found, _shape, is_counted=True)


@blueprint.get("/bots/<int:bot_id>")
def one(bot_id: int) -> ResponseReturnValue:
    bot = current_account().get("bots", bot_id)
    return hal({**_shape(bot), "_links": link_to(f"bots/{bot_id}/")}) if bot else empty()


@blueprint.post("/bots/<int:bot_id>/run")
def run(bot_id: int) -> ResponseReturnValue:
    _refuse_where_the_plan_lacks_bots()
    _run(current_account(), bot_id, read_json())
    return Response("Accepted", status=202, mimetype="text/html")


@blueprint.post("/bots/run")
def run_many() -> ResponseReturnValue:
    _refuse_where_the_plan_lacks_bots()
    for item in _items(read_json()):
        _run(current_account(), item.get("bot_id"), item)
    return empty(202)


@blueprint.post("/bots/<int:bot_id>/stop")
def stop(bot_id: int) -> ResponseReturnValue:
    account, body = current_account(), read_json()
    _existing_bot(account, bot_id)
    bot_stop(account=account, bot_id=bot_id, lead_id=_lead_id(account, body))
    return empty(202)


@blueprint.post("/salesbot/<int:bot_id>/continue/<continue_id>")
@blueprint.post("/marketingbot/<int:bot_id>/continue/<continue_id>")
def go_on(bot_id: int, continue_id: str) -> ResponseReturnValue:
    account, body = current_account(), read_json()
    data = body.get("data") if isinstance(body, dict) else None
    handlers = body.get("execute_handlers") if isinstance(body, dict) else None
    if not isinstance(handlers, list) or not 0 < len(handlers) <= MOST_HANDLERS or not all(map(_is_good, handlers)):
        raise Problem(400, "Bad Request")
    went_on = bot_continue(
        kommo=current_kommo(),
        account=account,
        bot_id=bot_id,
        continue_id=continue_id,
        data=data if isinstance(data, dict) else {},
        handlers=handlers,
    )
    if not went_on:
        raise not_found()
    return empty(202)


@legacy.post("/salesbot/run")
def run_v2() -> ResponseReturnValue:
    """The numbers of entity types instead of their names."""
    account = current_account()
    for item in _items(read_json()):
        if item.get("entity_type") != LEAD_NUMBER:
            raise Problem(400, "entity_type")
        _run(account, item.get("bot_id"), {**item, "entity_type": "leads"})
    return hal({"success": True}, 202)


def _run(account: Account, bot_id: Any, body: Any) -> None:
    bot = _existing_bot(account, bot_id)
    bot_start(kommo=current_kommo(), account=account, started=bot, lead_id=_lead_id(account, body))


def _existing_bot(account: Account, bot_id: Any) -> Document:
    bot = account.get("bots", bot_id) if isinstance(bot_id, int) else None
    if bot is None:
        raise not_found()
    return bot


def _lead_id(account: Account, body: Any) -> int:
    if not isinstance(body, dict) or body.get("entity_type") != "leads":
        raise Problem(400, "entity_type must be leads")
    lead = account.get("leads", body.get("entity_id")) if isinstance(body.get("entity_id"), int) else None
    if lead is None or lead["is_deleted"]:
        raise not_found()
    return lead["id"]


def _items(body: Any) -> list[dict[str, Any]]:
    if not isinstance(body, list) or not 0 < len(body) <= MOST_RUNS or not all(isinstance(item, dict) for item in body):
        raise Problem(400, f"From 1 to {MOST_RUNS} objects are taken")
    return body


def _is_good(handler: Any) -> bool:
    params = handler.get("params") if isinstance(handler, dict) else None
    if not isinstance(params, dict):
        return False
    if handler.get("handler") == "goto":
        return isinstance(params.get("step"), int)
    text = params.get("value")
    return handler.get("handler") == "show" and isinstance(text, str) and 0 < len(text) <= LONGEST_SHOW


def _refuse_where_the_plan_lacks_bots() -> None:
    if not current_kommo().settings.has_bots:
        raise Problem(402, "Endpoint not available for current account tariff")


def _shape(bot: Document) -> dict[str, Any]:
    return {name: bot[name] for name in ("id", "name", "type_functionality", "is_visual_editor", "settings")}
