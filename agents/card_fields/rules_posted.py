"""What a form of rules says, with what its buttons do to them: one is added, taken out, or changes places."""

from collections.abc import Mapping
from typing import Any

from agents.posted import Posted, posted_settings
from agents.settings import AgentSettings
from agents.settings.card_field import CardKind
from crm_kommo.field_catalogue import CatalogueField

ADD, REMOVE, UP, DOWN = "add", "remove", "up", "down"
Rule = dict[str, Any]


def rules_posted(
    posted: Posted, *, card: CardKind, settings: AgentSettings, catalogue: Mapping[str, CatalogueField]
) -> dict[str, Any]:
    """The patch. A form that shows no rules of this card changes none."""
    rules = posted_settings(posted, parts=("data_entry",)).get("data_entry", {}).get(card)
    if rules is None:
        rules = [rule.model_dump(mode="json") for rule in settings.data_entry.by_card[card]]
    if key := _pressed(posted, REMOVE):
        rules = [rule for rule in rules if rule.get("field_id") != key]
    if key := _pressed(posted, UP):
        _swap(rules, key, -1)
    if key := _pressed(posted, DOWN):
        _swap(rules, key, 1)
    if _pressed(posted, ADD) and (field := catalogue.get(_pressed(posted, "field"))):
        rules.append({"field_id": field.key, "field_name": field.name[:300], "order": _last(rules, settings) + 1})
    return {"data_entry": {card: rules}}


def _pressed(posted: Posted, name: str) -> str:
    values = posted.getlist(name)
    return values[-1] if values else ""


def _swap(rules: list[Rule], key: str, by: int) -> None:
    """With its neighbour, places and numbers. Not where a number is none: what is wrong with it is said instead."""
    if not all(isinstance(rule.get("order"), int) for rule in rules):
        return
    rules.sort(key=lambda rule: rule["order"])
    here = next((place for place, rule in enumerate(rules) if rule.get("field_id") == key), -1)
    there = here + by
    if here < 0 or not 0 <= there < len(rules):
        return
    rules[here]["order"], rules[there]["order"] = rules[there]["order"], rules[here]["order"]
    rules[here], rules[there] = rules[there], rules[here]


def _last(rules: list[Rule], settings: AgentSettings) -> int:
    """Of both cards: what comes new is asked for last."""
    return max([settings.data_entry.last_order, *(r["order"] for r in rules if isinstance(r.get("order"), int))])
