"""Under /_play: the weather, the knobs, the log."""

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from kommo_standin.errors import BadInput
from kommo_standin.faults import KINDS
from kommo_standin.hooks.subscriptions import KIND
from kommo_standin.kommo import current_kommo
from kommo_standin.play.inputs import Body, read_account, read_body

blueprint = Blueprint("orders", __name__)

LONGEST_DELAY = 600


@blueprint.post("/faults")
def order_fault() -> ResponseReturnValue:
    """Exactly one of status, page (a status too), delay (seconds), drop and cut; `match` (all), `times` (default 1)."""
    body = read_body()
    kinds = [kind for kind in KINDS if body.has(kind)]
    if len(kinds) != 1:
        raise BadInput("body", f"must hold exactly one of {', '.join(KINDS)}")
    kind = kinds[0]
    times = body.id("times", 1)
    if times < 1:
        raise BadInput("times", "must be at least 1")
    fault = current_kommo().faults.order(
        kind=kind, value=_read_value(body, kind), match=body.text("match", ""), times=times
    )
    return {"id": fault.id, "faults": current_kommo().faults.listed()}, 201


@blueprint.get("/faults")
def faults() -> ResponseReturnValue:
    return {"faults": current_kommo().faults.listed()}


@blueprint.delete("/faults")
def clear_faults() -> ResponseReturnValue:
    current_kommo().faults.clear()
    return {"faults": []}


@blueprint.get("/settings")
def settings() -> ResponseReturnValue:
    return current_kommo().settings.as_dict()


@blueprint.post("/settings")
def change_settings() -> ResponseReturnValue:
    values: dict[str, Any] = {name: value for name, value in read_body().members.items() if name != "account"}
    current_kommo().settings.change(values)
    return current_kommo().settings.as_dict()


@blueprint.get("/log")
def log() -> ResponseReturnValue:
    since = request.args.get("since", "0")
    if not since.isdecimal() or len(since) > 15:
        raise BadInput("since", "must be the id of an entry")
    return {"entries": current_kommo().log.since(int(since))}


@blueprint.get("/webhooks")
def webhooks() -> ResponseReturnValue:
    """The account's subscriptions, and how many deliveries of all accounts wait to be sent (retries included)."""
    hooks = read_account().all(KIND)
    shown = [{**hook, "failures": len(hook["failures"])} for hook in hooks]
    return {"webhooks": shown, "waiting": current_kommo().hooks.sender.waiting()}


@blueprint.post("/reset")
def reset() -> ResponseReturnValue:
    read_body()
    current_kommo().reset()
    return {"ok": True}


def _read_value(body: Body, kind: str) -> float:
    if kind in ("status", "page"):
        status = body.id(kind)
        if not 200 <= status <= 599:
            raise BadInput(kind, "must be a status from 200 to 599")
        return status
    if kind == "delay":
        delay = body.number("delay")
        if delay > LONGEST_DELAY:
            raise BadInput("delay", f"must be at most {LONGEST_DELAY} seconds")
        return delay
    if not body.flag(kind, True):
        raise BadInput(kind, "must be true")
    return 0
