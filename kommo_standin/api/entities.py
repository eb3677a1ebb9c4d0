"""What leads, contacts and companies share in the API: tags, custom fields, links, the embedded block of a write."""

from typing import Any

from kommo_standin.accounts import Account
from kommo_standin.answers import link_to
from kommo_standin.api.body import Item
from kommo_standin.crm.custom_fields import custom_fields_read
from kommo_standin.crm.tags import tags_of
from kommo_standin.state import Document

TAG_LISTS = ("tags_to_add", "tags_to_delete")


def custom_fields_shape(account: Account, *, entity_type: str, entity: Document) -> list[dict[str, Any]] | None:
    """The filled fields in the order of their definitions; None when there are none."""
    filled = [
        {
            "field_id": field["id"],
            "field_name": field["name"],
            "field_code": field["code"],
            "field_type": field["type"],
            "values": entity["values"][str(field["id"])],
        }
        for field in account.all(f"{entity_type}_fields")
        if entity["values"].get(str(field["id"]))
    ]
    return filled or None


def tags_shape(account: Account, *, entity_type: str, entity: Document) -> list[dict[str, Any]]:
    return [
        {"id": tag["id"], "name": tag["name"], "color": tag["color"]}
        for tag in tags_of(account, entity_type=entity_type, entity=entity)
    ]


def reference(entity_type: str, entity_id: int, **members: Any) -> dict[str, Any]:
    return {"id": entity_id, **members, "_links": link_to(f"{entity_type}/{entity_id}")}


def read_custom_fields(item: Item, account: Account, *, entity_type: str) -> dict[int, list[dict[str, Any]]]:
    return custom_fields_read(
        account=account,
        entity_type=entity_type,
        written=item.values.get("custom_fields_values"),
        complain=item.complain,
    )


def read_tags(item: Item, account: Account, *, entity_type: str) -> dict[str, list[dict[str, Any]]]:
    """`tags` when `_embedded.tags` is there (empty for null), tags_to_add, tags_to_delete."""
    lists: dict[str, list[dict[str, Any]]] = {}
    embedded = item.values.get("_embedded")
    if isinstance(embedded, dict) and "tags" in embedded:
        lists["tags"] = _read_tag_list(item, account, entity_type, embedded["tags"] or [], "_embedded.tags")
    for name in TAG_LISTS:
        if item.values.get(name):
            lists[name] = _read_tag_list(item, account, entity_type, item.values[name], name)
    return lists


def read_references(item: Item, account: Account, *, name: str) -> list[dict[str, Any]] | None:
    """`_embedded.contacts` or `.companies` as written, checked to exist; None when it is not there."""
    embedded = item.values.get("_embedded")
    if not isinstance(embedded, dict) or embedded.get(name) is None:
        return None
    if not isinstance(embedded[name], list):
        item.complain(f"_embedded.{name}", "InvalidType", "This value should be of type array.")
        return None
    for index, wanted in enumerate(embedded[name]):
        entity_id = wanted.get("id") if isinstance(wanted, dict) else None
        if not isinstance(entity_id, int) or account.get(name, entity_id) is None:
            item.not_a_choice(f"_embedded.{name}.{index}.id")
    return embedded[name]


def _read_tag_list(
    item: Item, account: Account, entity_type: str, wanted: list[Any], path: str
) -> list[dict[str, Any]]:
    if not isinstance(wanted, list):
        item.complain(path, "InvalidType", "This value should be of type array.")
        return []
    for index, tag in enumerate(wanted):
        members = tag if isinstance(tag, dict) else {}
        for unexpected in set(members) - {"id", "name"}:
            item.complain(f"{path}.{index}.{unexpected}", "FieldNotExpected", "This field was not expected.")
        if isinstance(members.get("id"), int):
            if account.get(f"{entity_type}_tags", members["id"]) is None:
                item.not_a_choice(f"{path}.{index}.id")
        elif not isinstance(members.get("name"), str) or not members["name"]:
            item.complain(f"{path}.{index}.name", "FieldMissing", "This field is missing.")
    return [tag for tag in wanted if isinstance(tag, dict)]
