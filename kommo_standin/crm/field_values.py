"""Values of custom fields as they are written: each type has a function that reads one value or says what is wrong."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from kommo_standin.state import Document

ADDRESS_PARTS = {1: "address_line_1", 2: "address_line_2", 3: "city", 4: "state", 5: "zip", 6: "country"}
SEVERAL = ("multiselect", "multitext", "smart_address", "chained_list")
ENUM_MEMBERS = ("enum_id", "enum_code", "value")


class WrongValue(Exception):
    """`member` is the part of the value that is wrong, `code` is Kommo's word for how."""

    def __init__(self, member: str, code: str, detail: str) -> None:
        super().__init__(detail)
        self.member, self.code, self.detail = member, code, detail


def not_a_choice(member: str) -> WrongValue:
    return WrongValue(member, "NotSupportedChoice", "The value you selected is not a valid choice.")


def not_of_type(member: str, kind: str) -> WrongValue:
    return WrongValue(member, "InvalidType", f"This value should be of type {kind}.")


def read_value(field: Document, value: Any) -> dict[str, Any]:
    """One written value in the form it is read back. Raises WrongValue."""
    if not isinstance(value, dict):
        raise not_of_type("", "array")
    return READERS[field["type"]](field, value)


def _text(_field: Document, value: dict[str, Any]) -> dict[str, Any]:
    if not isinstance(value.get("value"), str):
        raise not_of_type("value", "string")
    return {"value": value["value"]}


def _number(_field: Document, value: dict[str, Any]) -> dict[str, Any]:
    number = value.get("value")
    if isinstance(number, bool) or not isinstance(number, (int, float, str)):
        raise not_of_type("value", "numeric")
    try:
        float(number)
    except ValueError:
        raise not_of_type("value", "numeric") from None
    return {"value": str(number)}


def _checkbox(_field: Document, value: dict[str, Any]) -> dict[str, Any]:
    if not isinstance(value.get("value"), bool):
        raise not_of_type("value", "bool")
    return {"value": value["value"]}


def _choice(field: Document, value: dict[str, Any]) -> dict[str, Any]:
    if "enum" in value:
        raise WrongValue("enum", "FieldNotExpected", "This field was not expected.")
    member = next((name for name in ENUM_MEMBERS if value.get(name) is not None), None)
    if member is None:
        raise WrongValue("value", "FieldMissing", "This field is missing.")
    attribute = {"enum_id": "id", "enum_code": "code", "value": "value"}[member]
    for enum in field["enums"]:
        if enum.get(attribute) == value[member]:
            return {"value": enum["value"], "enum_id": enum["id"], "enum_code": enum.get("code")}
    raise not_a_choice(member)


def _phone_or_email(field: Document, value: dict[str, Any]) -> dict[str, Any]:
    text = _text(field, value)["value"]
    if "enum" in value:
        raise WrongValue("enum", "FieldNotExpected", "This field was not expected.")
    member, attribute = ("enum_id", "id") if value.get("enum_id") is not None else ("enum_code", "value")
    for enum in field["enums"]:
        if enum[attribute] == value.get(member, "WORK"):
            return {"value": text, "enum_id": enum["id"], "enum_code": enum["value"]}
    raise not_a_choice(member)


def _moment(_field: Document, value: dict[str, Any]) -> dict[str, Any]:
    moment = value.get("value")
    if isinstance(moment, int) and not isinstance(moment, bool):
        return {"value": moment}
    try:
        return {"value": int(datetime.fromisoformat(moment).timestamp())}
    except (TypeError, ValueError):
        raise WrongValue("value", "InvalidDateTimeFormat", "Use a Unix time or RFC 3339.") from None


def _address_part(_field: Document, value: dict[str, Any]) -> dict[str, Any]:
    text = _text(_field, value)["value"]
    for number, code in ADDRESS_PARTS.items():
        if number == value.get("enum_id") or code == value.get("enum_code"):
            return {"value": text, "enum_id": number, "enum_code": code}
    raise not_a_choice("enum_id" if "enum_id" in value else "enum_code")


def _object_with(member: str) -> Callable[[Document, dict[str, Any]], dict[str, Any]]:
    def read(_field: Document, value: dict[str, Any]) -> dict[str, Any]:
        content = value.get("value")
        if not isinstance(content, dict):
            raise not_of_type("value", "array")
        if not isinstance(content.get(member), str):
            raise WrongValue(f"value.{member}", "FieldMissing", "This field is missing.")
        return {"value": content}

    return read


def _list_element(_field: Document, value: dict[str, Any]) -> dict[str, Any]:
    for member in ("catalog_id", "catalog_element_id"):
        if not isinstance(value.get(member), int):
            raise not_of_type(member, "int")
    return {"catalog_id": value["catalog_id"], "catalog_element_id": value["catalog_element_id"]}


READERS: dict[str, Callable[[Document, dict[str, Any]], dict[str, Any]]] = {
    "text": _text,
    "textarea": _text,
    "url": _text,
    "streetaddress": _text,
    "tracking_data": _text,
    "numeric": _number,
    "monetary": _number,
    "checkbox": _checkbox,
    "select": _choice,
    "radiobutton": _choice,
    "multiselect": _choice,
    "multitext": _phone_or_email,
    "date": _moment,
    "date_time": _moment,
    "birthday": _moment,
    "smart_address": _address_part,
    "legal_entity": _object_with("name"),
    "file": _object_with("file_uuid"),
    "chained_list": _list_element,
}
"""The types that leads, contacts and companies can have."""
