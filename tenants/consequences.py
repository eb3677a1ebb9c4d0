"""What would stop elsewhere if something were ended here: lower apps ask, the apps above register who can tell."""

from collections.abc import Callable
from typing import TypeVar

Telling = TypeVar("Telling", bound=Callable[[], str])

_told_by: dict[str, list[Callable[[], str]]] = {}


def consequence_of(act: str) -> Callable[[Telling], Telling]:
    """Register a function that says in a sentence what `act` would stop now, "" for nothing."""

    def register(tell: Telling) -> Telling:
        _told_by.setdefault(act, []).append(tell)
        return tell

    return register


def consequences(act: str) -> list[str]:
    """The sentences, in the reader's language."""
    return [sentence for tell in _told_by.get(act, []) if (sentence := tell())]
