"""Tags: names shared by the entities of one kind, colours for leads only."""

from typing import Any

from kommo_standin.accounts import Account
from kommo_standin.state import Document


def tag_for(account: Account, *, entity_type: str, wanted: dict[str, Any]) -> Document | None:
    """The tag with the wanted id, or by name (made when it is new). None for an unknown id."""
    kind = f"{entity_type}_tags"
    if "id" in wanted:
        return account.get(kind, wanted["id"])
    existing = next((tag for tag in account.all(kind) if tag["name"] == wanted["name"]), None)
    if existing:
        return existing
    tag = {"id": account.next_id(kind), "name": wanted["name"], "color": wanted.get("color")}
    return account.put(kind, tag["id"], tag)


def tags_of(account: Account, *, entity_type: str, entity: Document) -> list[Document]:
    return [account.get(f"{entity_type}_tags", tag_id) for tag_id in entity["tags"]]


def tags_change(account: Account, *, entity_type: str, entity: Document, values: dict[str, Any]) -> bool:
    """Apply `tags` (replaces all; None clears), `tags_to_add` and `tags_to_delete`. True when the set changed."""
    before = list(entity["tags"])
    if "tags" in values:
        entity["tags"] = []
    for wanted in (values.get("tags") or []) + (values.get("tags_to_add") or []):
        tag = tag_for(account, entity_type=entity_type, wanted=wanted)
        if tag and tag["id"] not in entity["tags"]:
            entity["tags"].append(tag["id"])
    for unwanted in values.get("tags_to_delete") or []:
        matching = [
            tag["id"] for tag in tags_of(account, entity_type=entity_type, entity=entity) if _matches(tag, unwanted)
        ]
        entity["tags"] = [tag_id for tag_id in entity["tags"] if tag_id not in matching]
    return entity["tags"] != before


def _matches(tag: Document, wanted: dict[str, Any]) -> bool:
    return tag["id"] == wanted.get("id") or tag["name"] == wanted.get("name")
