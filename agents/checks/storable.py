from collections.abc import Iterator, Mapping
from typing import Any

from agents.faults import Fault, fault


def unstorable_in(value: Any, *, path: str = "") -> Iterator[Fault]:
    """PostgreSQL keeps no NUL, in a text or in a name."""
    if isinstance(value, str) and "\x00" in value:
        yield fault(path, "nul")
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            below = f"{path}.{name}".lstrip(".")
            yield from unstorable_in(str(name), path=below)
            yield from unstorable_in(inner, path=below)
    elif isinstance(value, list):
        for row, inner in enumerate(value):
            yield from unstorable_in(inner, path=f"{path}.{row}".lstrip("."))
