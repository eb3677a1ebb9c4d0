"""`custom_fields_values` of a write: found fields, checked values."""

from typing import Any, Protocol

from kommo_standin.accounts import Account
from kommo_standin.crm.field_values import SEVERAL, WrongValue, not_a_choice, not_of_type, read_value
from kommo_standin.state import Document


class Complain(Protocol):
    def __call__(self, path: str, code: str, detail: str) -> None: ...


def custom_fields_read(
    *, account: Account, entity_type: str, written: Any, complain: Complain, path: str = "custom_fields_values"
) -> dict[int, list[dict[str, Any]]]:
    """Field id to values as they will be read back; an empty list clears. Everything wrong goes to `complain`."""
    if written is None:
        return {}
    if not isinstance(written, list):
        _complain(complain, path, not_of_type("", "array"))
        return {}
    found: dict[int, list[dict[str, Any]]] = {}
    for index, item in enumerate(written):
        here = f"{path}.{index}"
        if not isinstance(item, dict):
            _complain(complain, here, not_of_type("", "array"))
            continue
        field = _find_field(account, entity_type, item)
        if field is None:
            _complain(
                complain,
                here,
                not_a_choice("field_code" if "field_code" in item and "field_id" not in item else "field_id"),
            )
            continue
        found[field["id"]] = _read_values(field, item, here, complain)
    return found


def _find_field(account: Account, entity_type: str, item: dict[str, Any]) -> Document | None:
    fields = account.all(f"{entity_type}_fields")
    if item.get("field_id") is not None:
        return next((field for field in fields if field["id"] == item["field_id"]), None)
    code = item.get("field_code")
    return next((field for field in fields if field["code"] == code), None) if code else None


def _read_values(field: Document, item: dict[str, Any], path: str, complain: Complain) -> list[dict[str, Any]]:
    if "values" not in item:
        complain(f"{path}.values", "FieldMissing", "This field is missing.")
        return []
    values = item["values"]
    if values is None:
        return []
    if not isinstance(values, list):
        _complain(complain, f"{path}.values", not_of_type("", "array"))
        return []
    if len(values) > 1 and field["type"] not in SEVERAL:
        complain(f"{path}.values", "TooMany", "This collection should contain 1 element or less.")
        return []
    read = []
    for index, value in enumerate(values):
        try:
            read.append(read_value(field, value))
        except WrongValue as wrong:
            _complain(complain, f"{path}.values.{index}", wrong)
    return read


def _complain(complain: Complain, path: str, wrong: WrongValue) -> None:
    complain(f"{path}.{wrong.member}" if wrong.member else path, wrong.code, wrong.detail)
