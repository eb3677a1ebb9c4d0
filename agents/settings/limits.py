"""What a setting allows, by its path, for the controls that show it: its lengths, bounds, choices and default."""

from functools import cache
from typing import Any

from agents.settings.document import AgentSettings


@cache
def limits_of(path: str) -> dict[str, Any]:
    """JSON Schema of one setting: maxLength, minimum, maximum, enum, default …; rows of lists by any number, and of
    rows of several kinds the first kind that has the setting.

    Raises KeyError for a path that is no setting.
    """
    whole = _schema()
    found = whole
    for step in path.split("."):
        found = _resolved(found, whole)
        if "oneOf" in found:
            kinds = (_resolved(kind, whole) for kind in found["oneOf"])
            found = next(kind for kind in kinds if step in kind["properties"])
        if found.get("type") == "array":
            found = found["items"]
        elif step in found.get("properties", {}):
            found = found["properties"][step]
        else:
            found = found["additionalProperties"]
    return _resolved(found, whole)


@cache
def _schema() -> dict[str, Any]:
    return AgentSettings.model_json_schema()


def _resolved(found: dict[str, Any], whole: dict[str, Any]) -> dict[str, Any]:
    """The part itself; of one that may be missing (`nullable`), what it is when it is there. A default stands beside a
    reference.
    """
    nullable = any(one.get("type") == "null" for one in found.get("anyOf", ()))
    there = next((one for one in found.get("anyOf", ()) if one.get("type") != "null"), found)
    if "$ref" in there:
        there = whole["$defs"][there["$ref"].rpartition("/")[2]]
    if nullable:
        there = {**there, "nullable": True}
    return {**there, "default": found["default"]} if "default" in found else there
