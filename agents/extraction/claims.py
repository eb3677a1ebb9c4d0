"""What a model says it has found. It is asked for a fixed shape, and read as if it had given any."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agents.extraction.types import Kind, Rule
from agents.words import storable

_BLOCK = re.compile(r"```(?:json)?\s*(.*?)```", re.DOTALL)
CERTAINTIES = {"explicit": 0.9, "implied": 0.5}
_LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Claim:
    """`value` as the model gave it: a text, or texts."""

    value: str | tuple[str, ...]
    quote: str
    message_id: str
    confidence: float


def claim_schema(rules: Sequence[Rule]) -> dict[str, Any]:
    """Every field required and nullable, nothing else allowed: the part of JSON Schema that all providers share."""
    return strict_object({rule.spec.path: _claim(rule) for rule in rules})


def claims_read(answer: str, rules: Sequence[Rule]) -> dict[str, Claim]:
    """By field; what is not of the shape is left out, whatever else the answer says."""
    told = object_in(answer)
    claims = {rule.spec.path: _read(told.get(rule.spec.path)) for rule in rules}
    return {path: claim for path, claim in claims.items() if claim is not None}


def _claim(rule: Rule) -> dict[str, Any]:
    text: dict[str, Any] = {"type": ["string", "null"]}
    value = text
    if rule.spec.kind is Kind.CHOICE:
        value = {"type": ["string", "null"], "enum": [*rule.spec.choices, None]}
    elif rule.spec.kind is Kind.CHOICES:
        value = {"type": ["array", "null"], "items": {"type": "string", "enum": list(rule.spec.choices)}}
    elif rule.spec.kind is Kind.FLAG:
        value = {"type": ["string", "null"], "enum": ["yes", "no", None]}
    certainty = {"type": "string", "enum": [*CERTAINTIES, "none"]}
    return strict_object({"value": value, "quote": text, "message_id": text, "certainty": certainty})


def strict_object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def object_in(answer: str) -> Mapping[str, Any]:
    """The first JSON object there is: alone, in a block, or somewhere in prose."""
    blocks = [answer, *_BLOCK.findall(answer), answer[answer.find("{") : answer.rfind("}") + 1]]
    for block in blocks:
        try:
            told = json.loads(block)
        except (ValueError, RecursionError):
            continue
        if isinstance(told, dict):
            return told
    return {}


def _read(told: Any) -> Claim | None:
    if not isinstance(told, dict):
        return None
    value, quote = told.get("value"), told.get("quote")
    if isinstance(value, list):
        value = tuple(storable(one)[:_LONGEST] for one in value if isinstance(one, str))
    elif isinstance(value, bool):
        value = "yes" if value else "no"
    elif isinstance(value, str | int | float):
        value = storable(str(value)).strip()[:_LONGEST]
    else:
        return None
    confidence = CERTAINTIES.get(str(told.get("certainty")))
    if not value or confidence is None:
        return None
    return Claim(value, storable(str(quote or ""))[:_LONGEST], storable(str(told.get("message_id") or "")), confidence)
