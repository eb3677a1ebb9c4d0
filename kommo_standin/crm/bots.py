"""Salesbots: what a person builds on Kommo's pages, and what becomes of a run.

A bot is a script of one step: `say` a text, `print` a field of the lead, or call a `widget` and wait for its answer.
Only one bot runs on an entity at a time: a second one is blocked without a word.
"""

from threading import Timer
from typing import Any
from uuid import uuid4

from kommo_standin.accounts import Account
from kommo_standin.crm.bot_texts import fill
from kommo_standin.crm.messages import bot, message_send
from kommo_standin.crm.talks import latest_talk_of_lead
from kommo_standin.hooks.widget import widget_request
from kommo_standin.kommo import Kommo
from kommo_standin.state import Document

RUNS = "bot_runs"


def bot_make(
    *, account: Account, name: str, kind: str, step: dict[str, Any], is_active: bool, trigger: str
) -> Document:
    """`kind` is Kommo's type_functionality, `step` one of {say}, {print}, {widget}; `trigger` "" or "message"."""
    bot_id = account.next_id("bots")
    made = {
        "id": bot_id,
        "name": name,
        "type_functionality": kind,
        "is_visual_editor": True,
        "settings": {"active": is_active},
        "step": step,
        "trigger": trigger,
    }
    return account.put("bots", bot_id, made)


def bots_triggered(*, kommo: Kommo, account: Account, talk: Document, text: str) -> None:
    """The customer wrote: the active bots that start by themselves do so, where the chat has a lead."""
    for each in account.all("bots"):
        if each["trigger"] == "message" and each["settings"]["active"] and talk["entity_id"]:
            bot_start(kommo=kommo, account=account, started=each, lead_id=talk["entity_id"], talk=talk, text=text)


def bot_start(
    *, kommo: Kommo, account: Account, started: Document, lead_id: int, talk: Document | None = None, text: str = ""
) -> None:
    """Queue a run. It begins `bot_delay` seconds later, and reads what it prints only then."""
    if account.get(RUNS, lead_id):
        return
    talk = talk or latest_talk_of_lead(account, lead_id)
    run = {
        "id": str(uuid4()),
        "bot_id": started["id"],
        "lead_id": lead_id,
        "talk_id": talk["talk_id"] if talk else None,
        "text": text,
        "continue_id": None,
    }
    account.put(RUNS, lead_id, run)
    if not kommo.settings.bot_delay:
        _begin(kommo, account, run)
        return
    timer = Timer(kommo.settings.bot_delay, _begin_late, (kommo, account, run))
    timer.daemon = True
    timer.start()


def bot_stop(*, account: Account, bot_id: int, lead_id: int) -> None:
    run = account.get(RUNS, lead_id)
    if run and run["bot_id"] == bot_id:
        account.remove(RUNS, lead_id)


def bot_continue(
    *, kommo: Kommo, account: Account, bot_id: int, continue_id: str, data: dict[str, Any], handlers: list[Document]
) -> bool:
    """Go on with what the widget says. False when no run waits for it (any more)."""
    runs = (run for run in account.all(RUNS) if run["continue_id"] == continue_id and run["bot_id"] == bot_id)
    run = next(runs, None)
    if run is None:
        return False
    account.remove(RUNS, run["lead_id"])
    started = account.get("bots", bot_id)
    for handler in handlers:
        if handler["handler"] == "show":
            _say(kommo, account, run, started, handler["params"]["value"])
        elif then := started["step"].get("then"):
            _say(kommo, account, run, started, fill(then, account=account, run=run, json=data))
    return True


def _begin_late(kommo: Kommo, account: Account, run: Document) -> None:
    with kommo.transaction():
        current = account.get(RUNS, run["lead_id"])
        if current and current["id"] == run["id"] and not kommo.stopping.is_set():
            _begin(kommo, account, run)


def _begin(kommo: Kommo, account: Account, run: Document) -> None:
    started = account.get("bots", run["bot_id"])
    step = started["step"]
    if "widget" in step:
        run["continue_id"] = uuid4().hex
        account.put(RUNS, run["lead_id"], run)
        data = {name: fill(text, account=account, run=run) for name, text in step["data"].items()}
        widget_request(kommo=kommo, account=account, run=run, url=step["widget"], data=data, as_form=step["as_form"])
        return
    account.remove(RUNS, run["lead_id"])
    said = step["say"] if "say" in step else f"{{{{lead.cf.{step['print']}}}}}"
    _say(kommo, account, run, started, fill(said, account=account, run=run))


def _say(kommo: Kommo, account: Account, run: Document, started: Document, text: str) -> None:
    talk = account.get("talks", run["talk_id"])
    if talk and text.strip():
        message_send(
            account=account,
            talk=talk,
            text=text,
            author=bot(account, started["name"]),
            delivery_status=kommo.settings.delivery_status,
        )
