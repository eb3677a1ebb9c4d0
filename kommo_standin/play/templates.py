"""Under /_play: WhatsApp decides about a template."""

from time import time

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kommo_standin.api.chat_templates import KIND
from kommo_standin.errors import BadInput
from kommo_standin.play.inputs import existing, read_account, read_body

blueprint = Blueprint("templates", __name__)

STATUSES = ("review", "approved", "rejected", "paused")
HOOK_MEMBERS = ("id", "type", "account_id", "name", "content", "created_at", "updated_at", "is_editable", "reviews")
WABA_MEMBERS = ("is_on_review", "waba_footer", "waba_category", "waba_language")


@blueprint.post("/templates/<int:template_id>/review")
def review(template_id: int) -> ResponseReturnValue:
    """`status` is one of review, approved, rejected and paused; `reject_reason` a text."""
    body = read_body()
    account, status = read_account(body), body.text("status")
    if status not in STATUSES:
        raise BadInput("status", f"must be one of {', '.join(STATUSES)}")
    template = existing(account, KIND, template_id, named="template")
    found = {
        "id": account.next_id("template_reviews"),
        "source_id": account.all("channels")[0]["id"],
        "status": status,
        "reject_reason": body.text("reject_reason", ""),
    }
    decision = {"review_status": status, "is_on_review": status == "review", "reviews": [found]}
    template = account.put(KIND, template_id, template | decision | {"updated_at": int(time())})
    item = {name: template[name] for name in HOOK_MEMBERS + WABA_MEMBERS}
    account.announce("add_chat_template_review", entity="", action="add", item=item)
    return {"id": found["id"], "status": status}
