"""Under /_play: incoming leads as channels make them."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kommo_standin.crm.messages import message_receive
from kommo_standin.crm.talks import talk_open
from kommo_standin.crm.unsorted import CATEGORIES, unsorted_create
from kommo_standin.errors import BadInput
from kommo_standin.play.inputs import read_account, read_body

blueprint = Blueprint("incoming", __name__)


@blueprint.post("/unsorted")
def arrive() -> ResponseReturnValue:
    """An incoming lead of `category` (default: chats) from `name`; `text` is what the person wrote or the subject."""
    body = read_body()
    account, category = read_account(body), body.text("category", "chats")
    if category not in CATEGORIES:
        raise BadInput("category", f"must be one of {', '.join(CATEGORIES)}")
    name, text = body.text("name", "Guest"), body.text("text", "Hello")
    channel = account.all("channels")[0]
    item = unsorted_create(
        account=account,
        category=category,
        lead={"custom_fields": {}, "source_id": channel["id"]},
        contact={"name": name, "custom_fields": {}},
        metadata={"from": name, "service": channel["origin"], "client": {"name": name}, "last_message_text": text},
        source={"source_name": channel["name"], "source_uid": f"{category}:{channel['id']}"},
    )
    talk = None
    if category == "chats":
        place = {"origin": channel["origin"], "source_id": channel["id"]}
        talk = talk_open(account=account, contact_id=item["contact_id"], lead_id=item["lead_id"], **place)
        message_receive(account=account, talk=talk, text=text)
    shown = {name: item[name] for name in ("uid", "category", "lead_id", "contact_id")}
    return {**shown, "talk_id": talk["talk_id"] if talk else None}, 201
