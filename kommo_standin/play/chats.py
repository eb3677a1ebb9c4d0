"""Under /_play: the customer and the manager write; talks are read and closed."""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kommo_standin.accounts import Account
from kommo_standin.crm.bots import bots_triggered
from kommo_standin.crm.messages import bot, manager, message_receive, message_send, messages_of
from kommo_standin.crm.talks import latest_talk_of_lead, talk_close, talk_in_work, talk_open
from kommo_standin.errors import BadInput, Unknown
from kommo_standin.kommo import current_kommo
from kommo_standin.play.inputs import Body, existing, read_account, read_body
from kommo_standin.state import Document

blueprint = Blueprint("chats", __name__)

ATTACHMENT_TYPES = ("contact", "file", "video", "picture", "voice", "audio", "sticker", "location")


@blueprint.post("/say")
def say() -> ResponseReturnValue:
    """The customer writes, to a lead or in a talk. A closed talk is followed by a new one in the same chat."""
    body = read_body()
    account = read_account(body)
    attachment = _read_attachment(body)
    text = body.text("text", "") if attachment else body.text("text")
    message_id, created_at = body.text("message_id", None), body.id("created_at", None)
    talk = talk_in_work(account=account, talk=_read_talk(account, body))
    message = message_receive(
        account=account, talk=talk, text=text, attachment=attachment, message_id=message_id, created_at=created_at
    )
    bots_triggered(kommo=current_kommo(), account=account, talk=talk, text=text)
    return {"message_id": message["id"], "talk_id": message["talk_id"]}


@blueprint.post("/human")
def human() -> ResponseReturnValue:
    """A manager writes; with `"as": "bot"` a bot of the account."""
    body = read_body()
    account = read_account(body)
    text, role = body.text("text"), body.text("as", "manager")
    if role not in ("manager", "bot"):
        raise BadInput("as", "must be manager or bot")
    user = existing(account, "users", body.id("user_id", account.profile["current_user_id"]), named="user")
    talk = talk_in_work(account=account, talk=_read_talk(account, body))
    author = bot(account, "Bot") if role == "bot" else manager(account, user)
    message = message_send(
        account=account,
        talk=talk,
        text=text,
        author=author,
        delivery_status=current_kommo().settings.delivery_status,
    )
    return {"message_id": message["id"], "talk_id": message["talk_id"]}


@blueprint.get("/talks/<int:talk_id>/messages")
def messages(talk_id: int) -> ResponseReturnValue:
    account = read_account()
    talk = existing(account, "talks", talk_id, named="talk")
    return {"messages": [_shape(message) for message in messages_of(account, talk)]}


@blueprint.post("/talks/<int:talk_id>/close")
def close(talk_id: int) -> ResponseReturnValue:
    account = read_account(read_body())
    talk = existing(account, "talks", talk_id, named="talk")
    if not talk["is_in_work"]:
        raise BadInput("talk_id", "this talk is closed already")
    talk_close(account=account, talk=talk, by=account.profile["current_user_id"])
    return {"talk_id": talk_id, "is_in_work": False}


def _read_talk(account: Account, body: Body) -> Document:
    """The talk of `talk_id`, or the latest of `lead_id`; a lead without a talk gets one on its channel."""
    if body.has("talk_id"):
        return existing(account, "talks", body.id("talk_id"), named="talk")
    if not body.has("lead_id"):
        raise BadInput("lead_id", "is required (or talk_id)")
    lead = existing(account, "leads", body.id("lead_id"), named="lead")
    talk = latest_talk_of_lead(account, lead["id"])
    if talk:
        return talk
    if not lead["contacts"]:
        raise Unknown("contact of lead", lead["id"])
    channel = account.get("channels", lead["source_id"]) or account.all("channels")[0]
    return talk_open(
        account=account,
        contact_id=lead["contacts"][0]["id"],
        lead_id=lead["id"],
        origin=channel["origin"],
        source_id=channel["id"],
    )


def _read_attachment(body: Body) -> dict[str, Any] | None:
    if not body.has("attachment"):
        return None
    attachment = body.object("attachment")
    kind = attachment.text("type", "file")
    if kind not in ATTACHMENT_TYPES:
        raise BadInput("attachment.type", f"must be one of {', '.join(ATTACHMENT_TYPES)}")
    link = attachment.text("link", None)
    return {"type": kind, "link": link, "file_name": attachment.text("file_name", None)}


def _shape(message: Document) -> dict[str, Any]:
    names = ("id", "type", "text", "message_type", "attachment", "created_at", "author", "delivery_status")
    return {name: message[name] for name in names}
