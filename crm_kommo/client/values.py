"""Members of Kommo's JSON, read liberally: nulls, missing members and odd types become the empty value."""

from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from crm_kommo.client.errors import UnreadableAnswer

MAX_PRICE_SIZE = 15  # figures before the point
END_OF_TIME = 253_402_300_799  # 31 December 9999


def object_of(answer: Any) -> dict[str, Any]:
    if not isinstance(answer, dict):
        raise UnreadableAnswer("An object was expected.")
    return answer


def required_id(item: dict[str, Any], key: str = "id") -> int:
    value = item.get(key)
    if not isinstance(value, int) or isinstance(value, bool):
        raise UnreadableAnswer(f"The answer lacks {key}.")
    return value


def text(value: Any) -> str:
    return _clean(value) if isinstance(value, str) else "" if value is None else str(value)


def plain(value: Any) -> Any:
    """JSON of any shape with its strings as the database takes them."""
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, dict):
        return {_clean(key): plain(member) for key, member in value.items()}
    return [plain(member) for member in value] if isinstance(value, list) else value


def number(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def price(value: Any) -> Decimal | None:
    """Whole units or, in newer accounts, with a fraction."""
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and abs(amount.adjusted()) < MAX_PRICE_SIZE else None


def moment(value: Any) -> datetime | None:
    """Unix seconds, UTC."""
    seconds = number(value)
    return datetime.fromtimestamp(seconds, UTC) if seconds and 0 < seconds <= END_OF_TIME else None


def members(value: Any) -> list[dict[str, Any]]:
    """A list of objects that may come as a list, as an object keyed by id, or as null."""
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [item for item in items if isinstance(item, dict)]


def _clean(value: str) -> str:
    """PostgreSQL takes neither NUL nor half of an emoji, which is what Kommo leaves when it cuts a long name."""
    return value.replace("\x00", "").encode("utf-8", "replace").decode()
