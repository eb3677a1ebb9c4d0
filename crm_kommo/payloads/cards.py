"""What leads, contacts, companies and customers have in common in a hook."""

from typing import Any

from crm_kommo.payloads.events import Change, FieldItem, FieldValue
from crm_kommo.payloads.form_data import Node, children
from crm_kommo.payloads.scalars import entity_id, moment, number, text

CHANGES = {change.value: change for change in Change}


def identified(item: Node) -> tuple[dict[str, Node], int | None]:
    """The item and its id; a deletion may be documented as the bare id."""
    fields: dict[str, Node] = item if isinstance(item, dict) else {"id": item}
    return fields, entity_id(fields.get("id"))


def card_members(item: dict[str, Node]) -> dict[str, Any]:
    """The members that the events of every card share. Of times, the newer of Kommo's two spellings counts."""
    return {
        "name": text(item["name"]) if "name" in item else None,
        "responsible_user_id": number(item.get("responsible_user_id")),
        "modified_user_id": number(item.get("modified_user_id")),
        "custom_fields": _custom_fields(item),
        "tags": _tags(item),
        "created_at": moment(item.get("created_at")) or moment(item.get("date_create")),
        "updated_at": moment(item.get("updated_at")) or moment(item.get("last_modified")),
    }


def linked_leads(item: dict[str, Node]) -> tuple[int, ...]:
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
