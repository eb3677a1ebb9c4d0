"""Query strings as PHP reads them: `filter[id][]=1&filter[updated_at][from]=2` becomes nested dicts."""

from typing import Any

from flask import request

from kommo_standin.errors import Problem

DEEPEST = 6


def nested_query() -> dict[str, Any]:
    """The query of this request. `x[]` and `x[0]` both end in a dict of numbered members; `values_of` reads either."""
    result: dict[str, Any] = {}
    numbering: dict[str, int] = {}
    for name, value in request.args.items(multi=True):
        head, *rest = name.replace("]", "").split("[")[: DEEPEST + 1]
        place, path = result, head
        parts = [head, *rest]
        for index, part in enumerate(parts):
            if part == "" and index:
                part = str(numbering.setdefault(path, 0))
                numbering[path] += 1
            path = f"{path}[{part}]"
            if index == len(parts) - 1:
                place[part] = value
            else:
                deeper = place.get(part)
                place[part] = deeper if isinstance(deeper, dict) else {}
                place = place[part]
    return result


def query_filter() -> dict[str, Any]:
    found = nested_query().get("filter")
    return found if isinstance(found, dict) else {}


def values_of(member: Any) -> list[str]:
    """The values of one filter: a list, a single value or a comma list."""
    if member is None:
        return []
    if isinstance(member, dict):
        return [value for value in member.values() if isinstance(value, str)]
    return [value for value in member.split(",") if value]


def ids_of(member: Any) -> list[int]:
    return [int(value) for value in values_of(member) if value.lstrip("-").isdecimal()]


def range_of(member: Any) -> tuple[float, float] | None:
    """`{"from": …, "to": …}`, either end open; None when the filter is not there. A single number is an exact match."""
    if member is None:
        return None
    try:
        if isinstance(member, str):
            return float(member), float(member)
        return float(member.get("from", "-inf")), float(member.get("to", "inf"))
    except (ValueError, TypeError):
        raise Problem(400, "A filter's range holds something that is not a number") from None


def requested_with() -> set[str]:
    """The members of `with`; unknown ones are ignored by whoever reads them."""
    return set(request.args.get("with", "").split(","))
