"""Collections: order, pages, links; 204 when there is nothing to show."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from kommo_standin.answers import empty, hal
from kommo_standin.api.query import nested_query
from kommo_standin.errors import Problem
from kommo_standin.state import Document

DEFAULT_LIMIT = 50
HIGHEST_LIMIT = 250


def page_of(
    name: str,
    documents: Iterable[Document],
    shape: Callable[[Document], dict[str, Any]],
    *,
    order: tuple[str, ...] = (),
    is_counted: bool = False,
    highest_limit: int = HIGHEST_LIMIT,
) -> Response:
    """Answer one page under `_embedded.{name}`. `is_counted` adds _total_items and _page_count."""
    found = _ordered(list(documents), order)
    page, limit = _number("page", 1), _number("limit", DEFAULT_LIMIT)
    if limit > highest_limit:
        raise Problem(422, f"Limit {highest_limit} per page")
    shown = found[(page - 1) * limit : page * limit]
    if not shown:
        return empty()
    links = {"self": _link(page, limit)}
    if len(found) > page * limit:
        links["next"] = _link(page + 1, limit)
    if page > 1:
        links |= {"first": _link(1, limit), "prev": _link(page - 1, limit)}
    counts = {"_total_items": len(found), "_page_count": -(-len(found) // limit)} if is_counted else {}
    return hal({**counts, "_page": page, "_links": links, "_embedded": {name: [shape(item) for item in shown]}})


def _ordered(documents: list[Document], allowed: tuple[str, ...]) -> list[Document]:
    wanted = nested_query().get("order")
    for name, direction in (wanted if isinstance(wanted, dict) else {}).items():
        if name in allowed:
            return sorted(documents, key=lambda document: document[name] or 0, reverse=direction == "desc")
    return documents


def _number(name: str, default: int) -> int:
    text = request.args.get(name, "")
    if not text:
        return default
    if not text.isdecimal() or not int(text[:9]) >= 1:
        raise Problem(400, f"{name} must be a number from 1")
    return int(text[:9])


def _link(page: int, limit: int) -> dict[str, str]:
    others = [(key, value) for key, value in request.args.items(multi=True) if key not in ("page", "limit")]
    query = urlencode([*others, ("page", page), ("limit", limit)], safe="[]")
    return {"href": f"{request.base_url}?{query}"}
