"""Leads, contacts and talks: the families `leads`, `contacts` and `talk`."""

from crm_kommo.payloads.events import (
    Change,
    ContactChanged,
    ContactDeleted,
    Event,
    FieldItem,
    FieldValue,
    LeadChanged,
    LeadDeleted,
    TalkChanged,
)
from crm_kommo.payloads.form_data import Node, children
from crm_kommo.payloads.messages import lead_id_of
from crm_kommo.payloads.scalars import MAX_CHAT_ID, MAX_CODE, entity_id, flag, moment, number, price, text

CHANGES = {change.value: change for change in Change}


def read_lead(*, action: str, item: Node, account_id: int | None) -> Event | None:
    fields, lead_id = _identified(item)
    if lead_id is None:
        return None
    pipeline_id, status_id = entity_id(fields.get("pipeline_id")), entity_id(fields.get("status_id"))
    if action == "delete":
        return LeadDeleted(account_id=account_id, lead_id=lead_id, pipeline_id=pipeline_id, status_id=status_id)
    if action not in CHANGES:
        return None
    return LeadChanged(
        account_id=account_id,
        kind=CHANGES[action],
        lead_id=lead_id,
        name=_name(fields),
        price=price(fields.get("price")),
        pipeline_id=pipeline_id,
        status_id=status_id,
        old_pipeline_id=entity_id(fields.get("old_pipeline_id")),
        old_status_id=entity_id(fields.get("old_status_id")),
        responsible_user_id=number(fields.get("responsible_user_id")),
        old_responsible_user_id=number(fields.get("old_responsible_user_id")),
        modified_user_id=number(fields.get("modified_user_id")),
        custom_fields=_custom_fields(fields),
        tags=_tags(fields),
        created_at=moment(fields.get("created_at") or fields.get("date_create")),
        updated_at=moment(fields.get("updated_at") or fields.get("last_modified")),
    )


def read_contact(*, action: str, item: Node, account_id: int | None) -> Event | None:
    """None for a company, which comes under the same name with `type=company`."""
    fields, contact_id = _identified(item)
    if contact_id is None or text(fields.get("type")) == "company":
        return None
    if action == "delete":
        return ContactDeleted(account_id=account_id, contact_id=contact_id)
    if action not in CHANGES:
        return None
    return ContactChanged(
        account_id=account_id,
        kind=CHANGES[action],
        contact_id=contact_id,
        name=_name(fields),
        responsible_user_id=number(fields.get("responsible_user_id")),
        modified_user_id=number(fields.get("modified_user_id")),
        lead_ids=_linked_leads(fields),
        custom_fields=_custom_fields(fields),
        tags=_tags(fields),
        created_at=moment(fields.get("created_at") or fields.get("date_create")),
        updated_at=moment(fields.get("updated_at") or fields.get("last_modified")),
    )


def read_talk(*, action: str, item: Node, account_id: int | None) -> Event | None:
    if not isinstance(item, dict) or action not in (Change.ADD, Change.UPDATE):
        return None
    talk_id = entity_id(item.get("talk_id"))
    if talk_id is None:
        return None
    return TalkChanged(
        account_id=account_id,
        kind=CHANGES[action],
        talk_id=talk_id,
        chat_id=text(item.get("chat_id"), most=MAX_CHAT_ID),
        contact_id=entity_id(item.get("contact_id")),
        lead_id=lead_id_of(item),
        is_in_work=flag(item.get("is_in_work")),
        is_read=flag(item.get("is_read")),
        origin=text(item.get("origin"), most=MAX_CODE),
        source_id=entity_id(item.get("source_id")),
        created_at=moment(item.get("created_at")),
        updated_at=moment(item.get("updated_at")),
    )


def _identified(item: Node) -> tuple[dict[str, Node], int | None]:
    """The item and its id; a deletion may be documented as the bare id."""
    fields: dict[str, Node] = item if isinstance(item, dict) else {"id": item}
    return fields, entity_id(fields.get("id"))


def _name(item: dict[str, Node]) -> str | None:
    return text(item["name"]) if "name" in item else None


def _linked_leads(item: dict[str, Node]) -> tuple[int, ...]:
    """A map keyed by lead id, of maps that repeat it: `linked_leads_id[17][ID]=17`."""
    linked = item.get("linked_leads_id")
    ids = (entity_id(key) for key in linked) if isinstance(linked, dict) else ()
    return tuple(id_ for id_ in ids if id_ is not None)


def _tags(item: dict[str, Node]) -> tuple[str, ...] | None:
    if "tags" not in item:
        return None
    tags = children(item["tags"])
    return tuple(name for tag in tags if isinstance(tag, dict) and (name := text(tag.get("name"))))


def _custom_fields(item: dict[str, Node]) -> tuple[FieldValue, ...] | None:
    if "custom_fields" not in item:
        return None
    fields = (_custom_field(node) for node in children(item["custom_fields"]))
    return tuple(field for field in fields if field is not None)


def _custom_field(node: Node) -> FieldValue | None:
    if not isinstance(node, dict):
        return None
    field_id = entity_id(node.get("id"))
    if field_id is None:
        return None
    values = node.get("values")
    # One radio button comes as the map itself instead of a list with one map.
    nodes = [values] if isinstance(values, dict) and "value" in values else children(values)
    return FieldValue(
        field_id=field_id,
        name=text(node.get("name")),
        code=text(node.get("code")),
        items=tuple(_field_item(value) for value in nodes),
    )


def _field_item(node: Node) -> FieldItem:
    if isinstance(node, dict):
        return FieldItem(value=text(node.get("value")), enum_id=entity_id(node.get("enum")))
    return FieldItem(value=node)
