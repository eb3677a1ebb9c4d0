"""The encoding of a webhook's body: PHP's `http_build_query`."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote_plus


def encode_form(value: dict[str, Any]) -> str:
    """`{"a": {"b": [1, True]}}` becomes `a%5Bb%5D%5B0%5D=1&a%5Bb%5D%5B1%5D=1`.

    None, empty lists and empty dicts leave no trace; an empty string stays; booleans are 1 and 0.
    """
    return "&".join(f"{_quote(key)}={_quote(text)}" for key, text in _pairs(value, ""))


def _pairs(value: Any, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, member in value.items():
            yield from _pairs(member, f"{key}[{name}]" if key else str(name))
    elif isinstance(value, list):
        for index, member in enumerate(value):
            yield from _pairs(member, f"{key}[{index}]")
    elif isinstance(value, bool):
        yield key, str(int(value))
    elif value is not None:
        yield key, str(value)


def _quote(text: str) -> str:
    # PHP encodes the tilde, Python does not.
    return quote_plus(text).replace("~", "%7E")
