"""Filters of lists, in the spelling of PHP's query strings."""

from collections.abc import Iterable
from datetime import datetime

from crm_kommo.client.http import Query


def any_of(name: str, values: Iterable[str | int]) -> Query:
    """`filter[name][]` once for each value; no values, no filter."""
    return [(f"filter[{name}][]", value) for value in values]


def since(name: str, moment: datetime | None) -> Query:
    """At or after a moment, which Kommo knows to the second."""
    return [(f"filter[{name}][from]", int(moment.timestamp()))] if moment else []
