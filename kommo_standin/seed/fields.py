"""Definitions of custom fields from their short form in the JSON: [id, name, type, code, enums]."""

from collections.abc import Iterator
from typing import Any

from kommo_standin.state import Document

PHONE_KINDS = ("WORK", "WORKDD", "MOB", "FAX", "HOME", "OTHER")
EMAIL_KINDS = ("WORK", "PRIV", "OTHER")


def fields_read(rows: list[list[Any]]) -> Iterator[Document]:
    """Enums are [id, value]; the kinds of PHONE and EMAIL get ids counted up from the field's own id times ten."""
    for position, (field_id, name, kind, code, enums) in enumerate(rows):
        if kind == "multitext":
            kinds = PHONE_KINDS if code == "PHONE" else EMAIL_KINDS
            enums = [[field_id * 10 + index, value] for index, value in enumerate(kinds)]
        field: Document = {
            "id": field_id,
            "name": name,
            "type": kind,
            "code": code,
            "sort": 500 + position,
            "enums": [{"id": enum[0], "value": enum[1], "sort": index + 1} for index, enum in enumerate(enums)]
            if enums
            else None,
        }
        if kind == "chained_list":
            field["chained_lists"] = [{"title": "Product", "catalog_id": 4589, "parent_catalog_id": None}]
        yield field
