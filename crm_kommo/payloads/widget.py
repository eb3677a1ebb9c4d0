"""The body of a bot's widget request: JSON or a form, its data an object or JSON in a string."""

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from crm_kommo.payloads.form_data import UnreadableBody, read_form
from crm_kommo.payloads.scalars import MAX_PERSON, entity_id

# What the bot had nothing to put in for.
_UNFILLED = re.compile(r"\{\{[^{}]*\}\}")
_CONTINUE = re.compile(r"/api/v4/(?:salesbot|marketingbot)/\d{1,19}/continue/[\w-]{1,200}")
MAX_FIELDS = 200
# Bots are built by people: these are the names that are understood.
TEXT_NAMES = ("text", "message", "message_text")
LEAD_NAMES = ("lead", "lead_id")
CONTACT_NAMES = ("contact_name", "name")


@dataclass(frozen=True, slots=True, kw_only=True)
class WidgetCall:
    """`origin` is scheme and host of where to answer, `continue_path` its path; both "" when it is no such address."""

    token: str
    origin: str
    continue_path: str
    lead_id: int | None
    text: str
    contact_name: str


def read_widget(body: bytes) -> WidgetCall | None:
    """None when the body is neither JSON nor a form with the members of such a request."""
    members = _members(body)
    token, url = members.get("token"), members.get("return_url")
    if not isinstance(token, str) or not isinstance(url, str):
        return None
    data = _data(members.get("data"))
    origin, path = _where(url)
    return WidgetCall(
        token=_clean(token),
        origin=origin,
        continue_path=path,
        lead_id=entity_id(_first(data, LEAD_NAMES)),
        text=_first(data, TEXT_NAMES),
        contact_name=_first(data, CONTACT_NAMES)[:MAX_PERSON],
    )


def _members(body: bytes) -> dict[str, Any]:
    if body.lstrip()[:1] == b"{":
        return _json_object(body)
    try:
        return dict(read_form(body, most_fields=MAX_FIELDS))
    except UnreadableBody:
        return {}


def _data(data: Any) -> dict[str, str]:
    if isinstance(data, str):
        data = _json_object(data)
    if not isinstance(data, dict):
        return {}
    plain = {name: str(value) for name, value in data.items() if isinstance(value, str | int)}
    return {name: _UNFILLED.sub("", _clean(value)).strip() for name, value in plain.items()}


def _clean(text: str) -> str:
    """Without what JSON can escape and neither UTF-8 nor PostgreSQL can hold: lone surrogates and NUL."""
    return text.encode("utf-8", "replace").decode().replace("\x00", "")


def _json_object(text: bytes | str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _first(data: dict[str, str], names: tuple[str, ...]) -> str:
    return next((data[name] for name in names if data.get(name)), "")


def _where(url: str) -> tuple[str, str]:
    if not url.isascii() or not url.isprintable():  # a host of Kommo has no other letters
        return "", ""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "", ""
    if not parts.hostname or parts.username or parts.password or not _CONTINUE.fullmatch(parts.path):
        return "", ""
    return f"{parts.scheme}://{parts.hostname}{port}", parts.path
