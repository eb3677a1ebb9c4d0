"""Of a posted form what has the shape of the settings. What a page never posts is left out, and breaks none. Pure."""

from collections.abc import Mapping
from typing import Any

from agents.settings import AgentSettings
from agents.settings.limits import limits_of

# Posted as one choice, and taken apart by who reads it: pipeline and stage.
AS_A_CHOICE = {"move_to"}
ANY = "*"
_NOTHING = object()


def shaped(said: Mapping[str, Any]) -> dict[str, Any]:
    """Parts of the settings without what is a text where an object or a list belongs, and the other way round.

    A text for a number, or a name that is no setting, stays: the settings refuse it and say so.
    """
    known = {part: _fitting(value, part) for part, value in said.items() if part in AgentSettings.model_fields}
    return {part: value for part, value in {**said, **known}.items() if value is not _NOTHING}


def _fitting(value: Any, path: str) -> Any:
    allowed = limits_of(path)
    kind = allowed.get("type")
    if path.rpartition(".")[2] in AS_A_CHOICE:
        return value if isinstance(value, str) else _NOTHING
    if value is None:
        return _NOTHING if kind in ("object", "array") and "nullable" not in allowed else None
    if kind == "object":
        return _object(value, path, allowed)
    if kind == "array":
        return _list(value, path)
    return _NOTHING if isinstance(value, Mapping | list) and "oneOf" not in allowed else value


def _object(value: Any, path: str, allowed: Mapping[str, Any]) -> Any:
    if not isinstance(value, Mapping):
        return _NOTHING
    inner = {name: _inner(name, below, path, allowed) for name, below in value.items()}
    return {name: below for name, below in inner.items() if below is not _NOTHING}


def _inner(name: str, value: Any, path: str, allowed: Mapping[str, Any]) -> Any:
    """Names of the tenant's own are all of one kind."""
    if name in allowed.get("properties", {}):
        return _fitting(value, f"{path}.{name}")
    return _fitting(value, f"{path}.{ANY}") if allowed.get("additionalProperties") else value


def _list(value: Any, path: str) -> Any:
    if not isinstance(value, list):
        return _NOTHING
    rows = [_fitting(row, f"{path}.0") for row in value]
    return [row for row in rows if row is not _NOTHING]
