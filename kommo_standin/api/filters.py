"""Filters that several resources share."""

from collections.abc import Iterable
from typing import Any

from flask import request

from kommo_standin.api.query import ids_of, query_filter, range_of, values_of
from kommo_standin.state import Document

MOMENTS = ("created_at", "updated_at", "closest_task_at")
PEOPLE = ("responsible_user_id", "created_by", "updated_by")


def by_common_filters(documents: Iterable[Document]) -> list[Document]:
    """filter[id], [name], [responsible_user_id], [created_by], [updated_by] and the ranges of times."""
    wanted = query_filter()
    numbers = {name: ids_of(wanted[name]) for name in ("id", *PEOPLE) if name in wanted}
    names = values_of(wanted.get("name"))
    ranges = {name: range_of(wanted.get(name)) for name in MOMENTS}
    return [
        document
        for document in documents
        if all(document[name] in allowed for name, allowed in numbers.items())
        and (not names or document["name"] in names)
        and all(not limits or limits[0] <= (document[name] or 0) <= limits[1] for name, limits in ranges.items())
    ]


def by_query(documents: Iterable[Document]) -> list[Document]:
    """`query=`: part of the name or of any value, whatever the case; digits also match inside phone numbers."""
    words = request.args.get("query", "").strip().casefold()
    if not words:
        return list(documents)
    digits = "".join(filter(str.isdecimal, words)) if not any(map(str.isalpha, words)) else ""
    return [document for document in documents if _holds(document, words, digits)]


def _holds(document: Document, words: str, digits: str) -> bool:
    texts = [document["name"], *(_texts(document["values"]))]
    return any(
        words in text.casefold() or (len(digits) > 4 and digits in "".join(filter(str.isdecimal, text)))
        for text in texts
    )


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for member in value.values() for text in _texts(member)]
    if isinstance(value, list):
        return [text for member in value for text in _texts(member)]
    return [str(value)]
