"""Bodies of writes: items of the right shape, or a 400 that names every wrong path."""

from collections.abc import Callable
from typing import Any

from flask import request

from kommo_standin.errors import InvalidItems, Problem

MOST_ITEMS = 250

Check = Callable[[Any], bool]


def _is_int(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


TYPES: dict[str, Check] = {
    "int": _is_int,
    "number": lambda value: _is_int(value) or isinstance(value, float),
    "string": lambda value: isinstance(value, str),
    "bool": lambda value: isinstance(value, bool),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
}


class Item:
    """One item of a write and what is wrong with it."""

    def __init__(self, values: Any, *, index: int) -> None:
        is_object = isinstance(values, dict)
        self.values: dict[str, Any] = values if is_object else {}
        given = self.values.get("request_id")
        self.request_id = str(given) if isinstance(given, (str, int)) else str(index)
        self.errors: list[dict[str, str]] = []
        if not is_object:
            self.complain("", "InvalidType", "This value should be of type object.")

    def complain(self, path: str, code: str, detail: str) -> None:
        self.errors.append({"code": code, "path": path, "detail": detail})

    def check(self, members: dict[str, str], *, required: tuple[str, ...] = ()) -> None:
        """Compare with name → type; a `?` after the type allows null. Unknown members are errors."""
        check_members(self.values, members, complain=self.complain)
        for name in required:
            if self.values.get(name) in (None, ""):
                self.complain(name, "FieldMissing", "This field is missing.")

    def not_a_choice(self, path: str) -> None:
        self.complain(path, "NotSupportedChoice", "The value you selected is not a valid choice.")


def check_members(
    values: dict[str, Any], members: dict[str, str], *, complain: Callable[..., None], path: str = ""
) -> None:
    for name, value in values.items():
        kind = members.get(name)
        if kind is None:
            complain(path + name, "FieldNotExpected", "This field was not expected.")
        elif not ((kind.endswith("?") and value is None) or TYPES[kind.rstrip("?")](value)):
            complain(path + name, "InvalidType", f"This value should be of type {kind.rstrip('?')}.")


def read_items() -> list[Item]:
    """The array of a collection's POST or PATCH."""
    body = read_json()
    if not isinstance(body, list):
        raise Problem(400, "Request body must be an array of objects")
    if not body:
        raise Problem(400, "Request data can not be empty")
    if len(body) > MOST_ITEMS:
        raise Problem(400, f"No more than {MOST_ITEMS} items per request")
    return [Item(values, index=index) for index, values in enumerate(body)]


def read_item(*, may_be_empty: bool = False) -> Item:
    """The one object of a single PATCH. `may_be_empty`: nothing, or an object without members, will do."""
    if may_be_empty and not request.get_data():
        return Item({}, index=0)
    body = read_json()
    if may_be_empty and body == {}:
        return Item(body, index=0)
    if not isinstance(body, dict) or not body:
        raise Problem(400, "Request data can not be empty" if not body else "Request body must be an object")
    return Item(body, index=0)


def read_json() -> Any:
    body = request.get_json(force=True, silent=True)
    if body is None:
        raise Problem(400, "Request body is not valid JSON" if request.data else "Request data can not be empty")
    return body


def refuse_if_wrong(items: list[Item]) -> None:
    """Raise InvalidItems when any item has errors; nothing is written then."""
    errors = {item.request_id: item.errors for item in items if item.errors}
    if errors:
        raise InvalidItems(errors)
