"""What stands in the cards of a conversation, whose it is, and where its people are."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import phonenumbers
import pytz

from agents.card_kinds import ENTITIES
from agents.entry.blanks import says_nothing
from agents.extraction.policy import Present, Standing
from agents.extraction.types import Place, Rule
from agents.models import FieldWrite
from agents.selectors import field_writes_last
from agents.settings.card_field import CardKind
from crm_kommo import selectors as crm_selectors
from crm_kommo.card_view import CardView
from crm_kommo.values.comparing import plain, same_values


def present_in(views: Mapping[CardKind, CardView], rules: Iterable[Rule]) -> dict[str, Present]:
    """What stands in the fields of these rules, by path; a query for each card."""
    rules = list(rules)
    found = {}
    for card, view in views.items():
        specs = [rule.spec for rule in rules if rule.spec.card == card]
        keys = [spec.key for spec in specs]
        last = field_writes_last(entity=ENTITIES[card], card_id=view.card_id, keys=keys) if keys else {}
        for spec in specs:
            content = view.fields[spec.key]
            present = Present(value=content.value, says_nothing=says_nothing(spec, content.value))
            standing = _standing(last.get(spec.key), content.raw, is_empty=present.is_empty)
            found[spec.path] = replace(present, standing=standing)
    return found


def place_of(views: Mapping[CardKind, CardView]) -> Place:
    """The account's zone; the country is that of a phone on the card, or else the one the zone lies in."""
    connection = crm_selectors.connection_current()
    zone = connection.time_zone if connection else "UTC"
    return Place(zone=ZoneInfo(zone), region=_region_of_phones(views) or _region_of_zone(zone))


def _standing(last: FieldWrite | None, raw: Any, *, is_empty: bool) -> Standing:
    if last is None:
        return Standing.EMPTY if is_empty else Standing.OTHER
    if last.state == FieldWrite.State.UNDONE:
        return Standing.UNDONE
    written = last.new if last.state == FieldWrite.State.WRITTEN else last.value
    return Standing.OURS if _is_same(raw, written) else Standing.CHANGED


def _is_same(one: Any, other: Any) -> bool:
    if isinstance(one, list) and isinstance(other, list):
        return same_values(one, other)
    return plain(one) == plain(other)


def _region_of_phones(views: Mapping[CardKind, CardView]) -> str:
    contact = views.get("contact")
    texts = [str(one) for content in contact.fields.values() for one in _several(content.value)] if contact else []
    for text in texts:
        if not text.startswith("+"):
            continue
        try:
            return phonenumbers.region_code_for_number(phonenumbers.parse(text)) or ""
        except phonenumbers.NumberParseException:
            continue
    return ""


def _region_of_zone(zone: str) -> str:
    return next((country for country, zones in pytz.country_timezones.items() if zone in zones), "")


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
