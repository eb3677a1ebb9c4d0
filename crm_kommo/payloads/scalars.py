"""Kommo's strings as values. Whatever cannot be read becomes None, so that one bad member spoils nothing else."""

from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

from crm_kommo.payloads.form_data import Node

MAX_ID = 2**63 - 1
# Figures before the point, and zeros after it: prices of other sizes are nobody's, and cost memory to write out.
MAX_PRICE_SIZE = 15
MAX_PRICE_TEXT = 40
MAX_CODE = 100
MAX_CHAT_ID = 64
MAX_PERSON = 255
# The numbers of the old API, which hooks have kept.
ELEMENT_KINDS = {"1": "contacts", "2": "leads", "3": "companies", "12": "customers"}
END_OF_TIME = 253_402_300_799  # 31 December 9999, the last second that a datetime holds


def text(node: Node | None, *, most: int | None = None) -> str:
    """`most`: how many characters are kept of what is stored in a column of that length."""
    return node[:most] if isinstance(node, str) else ""


def number(node: Node | None) -> int | None:
    """A whole number that fits a bigint."""
    digits = text(node).strip()
    if not digits.isascii() or not digits.removeprefix("-").isdigit() or len(digits) > 20:
        return None
    value = int(digits)
    return value if abs(value) <= MAX_ID else None


def entity_id(node: Node | None) -> int | None:
    """Kommo's id of something: positive."""
    value = number(node)
    return value if value and value > 0 else None


def price(node: Node | None) -> Decimal | None:
    figures = text(node).strip()
    if len(figures) > MAX_PRICE_TEXT:
        return None
    try:
        value = Decimal(figures)
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value.adjusted()) < MAX_PRICE_SIZE else None


def moment(node: Node | None) -> datetime | None:
    """Unix seconds, UTC."""
    seconds = number(node)
    return datetime.fromtimestamp(seconds, UTC) if seconds and 0 < seconds <= END_OF_TIME else None


def flag(node: Node | None) -> bool | None:
    return {"1": True, "true": True, "0": False, "false": False}.get(text(node).strip().lower())


def element_kind(node: Node | None) -> str:
    """leads, contacts, companies or customers; "" for what is none of these."""
    return ELEMENT_KINDS.get(text(node).strip(), "")
