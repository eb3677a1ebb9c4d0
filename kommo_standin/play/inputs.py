"""Reads bodies and queries under /_play: the right type, or BadInput with the field's name."""

import math
from typing import Any

from flask import request

from kommo_standin.accounts import Account
from kommo_standin.errors import BadInput, Unknown
from kommo_standin.kommo import current_kommo

HIGHEST_ID = 2**53
LONGEST_TEXT = 20_000
MISSING = object()


class Body:
    """A JSON object and its members, each with a type. `null` counts as not given."""

    def __init__(self, members: dict[str, Any]) -> None:
        self.members = members

    def has(self, name: str) -> bool:
        return self.members.get(name) is not None

    def text(self, name: str, default: Any = MISSING) -> Any:
        value = self._member(name, default)
        if value is default:
            return default
        if not isinstance(value, str) or not value.strip():
            raise BadInput(name, "must be a text that is not empty")
        if len(value) > LONGEST_TEXT:
            raise BadInput(name, f"must be at most {LONGEST_TEXT} characters long")
        if any(0xD800 <= ord(character) <= 0xDFFF for character in value):
            raise BadInput(name, "holds half a character (a lone surrogate)")
        return value

    def number(self, name: str, default: Any = MISSING) -> Any:
        """A finite number of at least 0."""
        value = self._member(name, default)
        if value is default:
            return default
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value) or value < 0:
            raise BadInput(name, "must be a number of at least 0")
        return value

    def id(self, name: str, default: Any = MISSING) -> Any:
        value = self._member(name, default)
        if value is default:
            return default
        if isinstance(value, str) and value.isdecimal() and len(value) < 17:
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= HIGHEST_ID:
            raise BadInput(name, "must be a whole number")
        return value

    def flag(self, name: str, default: bool) -> bool:
        value = self.members.get(name, default)
        if not isinstance(value, bool):
            raise BadInput(name, "must be true or false")
        return value

    def object(self, name: str) -> "Body":
        value = self.members.get(name) or {}
        if not isinstance(value, dict):
            raise BadInput(name, "must be an object")
        return Body(value)

    def texts(self, name: str, default: list[str]) -> list[str]:
        value = self.members.get(name, default)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise BadInput(name, "must be a list of texts")
        return value

    def _member(self, name: str, default: Any) -> Any:
        value = self.members.get(name)
        if value is None:
            if default is MISSING:
                raise BadInput(name, "is required")
            return default
        return value


def read_body() -> Body:
    """The body as an object; no body at all is an empty one."""
    if not request.get_data():
        return Body({})
    body = request.get_json(force=True, silent=True)
    if not isinstance(body, dict):
        raise BadInput("body", "must be a JSON object in UTF-8")
    return Body(body)


def read_account(body: Body | None = None) -> Account:
    """The account named by `account` (id or subdomain) in the body or, without one, in the query; else the first."""
    wanted = body.members.get("account") if body else request.args.get("account")
    accounts = current_kommo().accounts()
    if wanted in (None, ""):
        return accounts[0]
    for account in accounts:
        if str(wanted) in (str(account.id), account.profile["subdomain"]):
            return account
    raise Unknown("account", str(wanted)[:50])


def existing(account: Account, kind: str, key: int, *, named: str) -> dict[str, Any]:
    document = account.get(kind, key)
    if document is None:
        raise Unknown(named, key)
    return document
