"""The part of JSON Schema that strict tools and strict answers may be written in."""

from typing import Any

# What a schema may say; of bounds only those that every provider takes, which is none.
WORDS = {"type", "description", "enum", "const", "properties", "required", "additionalProperties", "items", "anyOf",
         "$ref", "$defs", "title"}  # fmt: skip
TYPES = {"object", "array", "string", "number", "integer", "boolean", "null"}
DEEPEST, PROPERTIES_MOST = 10, 5_000


class Wrong(Exception):
    """A request that the API would refuse: which part of it, and why."""

    def __init__(self, param: str, message: str) -> None:
        super().__init__(f"{param}: {message}")
        self.param, self.message = param, message


def must(holds: object, param: str, message: str) -> None:
    if not holds:
        raise Wrong(param, message)


def check_strict(schema: Any, at: str) -> None:
    """Raises Wrong where a schema leaves anything open: every property required, none besides, no unknown word."""
    must(isinstance(schema, dict) and schema.get("type") == "object", at, "the schema must be of type 'object'")
    defined = schema.get("$defs", {})
    count = sum(_check(part, f"{at}.$defs", defined, 0) for part in defined.values())
    must(count + _check(schema, at, defined, 0) <= PROPERTIES_MOST, at, "too many properties")


def _check(part: Any, at: str, defined: dict[str, Any], depth: int) -> int:
    """How many properties it has, those within counted."""
    must(isinstance(part, dict), at, "must be an object")
    must(depth <= DEEPEST, at, "nested too deep")
    for word in set(part) - WORDS:
        raise Wrong(f"{at}.{word}", "is not permitted in a strict schema")
    if "$ref" in part:
        must(part["$ref"].rpartition("/")[2] in defined, f"{at}.$ref", "is not defined")
        return 0
    if "anyOf" in part:
        return sum(_check(one, f"{at}.anyOf", defined, depth + 1) for one in part["anyOf"])
    types = part.get("type")
    types = types if isinstance(types, list) else [types]
    must("enum" in part or "const" in part or set(types) <= TYPES, f"{at}.type", "is missing or unknown")
    count = _check_object(part, at, defined, depth) if "object" in types else 0
    if "array" in types:
        must("items" in part, f"{at}.items", "is required")
        count += _check(part["items"], f"{at}.items", defined, depth + 1)
    return count


def _check_object(part: dict[str, Any], at: str, defined: dict[str, Any], depth: int) -> int:
    properties = part.get("properties", {})
    must(part.get("additionalProperties") is False, f"{at}.additionalProperties", "must be supplied and false")
    must(set(part.get("required", [])) == set(properties), f"{at}.required", "must name every property")
    inner = (_check(one, f"{at}.{name}", defined, depth + 1) for name, one in properties.items())
    return len(properties) + sum(inner)
