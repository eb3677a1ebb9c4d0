"""Reviews of WhatsApp templates: a bare `add[0]`, without the name of a family."""

from dataclasses import dataclass
from datetime import datetime

from crm_kommo.payloads.cards import identified
from crm_kommo.payloads.events import Event
from crm_kommo.payloads.form_data import Node, children
from crm_kommo.payloads.scalars import entity_id, flag, moment, text


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateReviewed(Event):
    """`reviews` are (source id, status, why it was rejected), one for each number the template is for."""

    template_id: int
    name: str
    is_on_review: bool | None
    reviews: tuple[tuple[int | None, str, str], ...]
    updated_at: datetime | None


def read_template_review(*, action: str, item: Node, account_id: int | None) -> Event | None:
    fields, template_id = identified(item)
    if template_id is None or action != "add":
        return None
    reviews = (review for review in children(fields.get("reviews")) if isinstance(review, dict))
    return TemplateReviewed(
        account_id=account_id,
        template_id=template_id,
        name=text(fields.get("name")),
        is_on_review=flag(fields.get("is_on_review")),
        reviews=tuple(
            (entity_id(review.get("source_id")), text(review.get("status")), text(review.get("reject_reason")))
            for review in reviews
        ),
        updated_at=moment(fields.get("updated_at")),
    )
