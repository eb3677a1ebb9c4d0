"""What stands in the fields of cards, as examples for whoever sets something up."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format, number_format

from crm_kommo.card_view import FieldContent, custom_content, standard_content
from crm_kommo.field_catalogue import CatalogueField, custom_key
from crm_kommo.models.mirrored import MirroredCard
from crm_kommo.selectors.catalogue import CARDS, Catalogue, card_names

# Of how many of the newest cards samples are taken.
LOOKED_AT = 20
LONGEST_SAMPLE = 80


def field_samples(entity: str, *, catalogue: Catalogue, most: int = 3) -> dict[str, list[str]]:
    """Key → a few different values that stand in the newest cards, as people read them; three queries in all.

    `catalogue`: the entity's; a field that is gone from Kommo has no samples.
    """
    rows = CARDS[entity].objects.filter(connection__is_current=True, is_deleted=False)
    cards = list(rows.select_related("connection").order_by("-pk")[:LOOKED_AT])
    catalogue = {key: field for key, field in catalogue.items() if not field.is_missing}
    names = card_names(cards)
    samples: dict[str, list[str]] = {key: [] for key in catalogue}
    looked_at = set()
    for card in cards:
        zone = ZoneInfo(card.connection.time_zone)
        for key, values in _filled(card, catalogue):
            # Cards hold the same few values again and again: each is put into words once.
            held = key, repr(values)
            if len(samples[key]) >= most or held in looked_at:
                continue
            looked_at.add(held)
            text = _as_people_write(custom_content(catalogue[key], values, zone=zone))
            if text and text not in samples[key]:
                samples[key].append(text)
        for key in (key for key, field in catalogue.items() if not field.is_custom):
            text = _as_people_write(standard_content(card, key, names=names, zone=zone))
            if text and text not in samples[key] and len(samples[key]) < most:
                samples[key].append(text)
    return samples


def _as_people_write(content: FieldContent) -> str:
    """In the formats of the reader's language."""
    match content.value:
        case Decimal() as number:
            is_whole = number == number.to_integral_value()
            return number_format(int(number) if is_whole else number, force_grouping=True)
        case datetime() as moment:
            return date_format(moment, "SHORT_DATETIME_FORMAT")
        case date() as day:
            return date_format(day, "SHORT_DATE_FORMAT")
    return content.text[:LONGEST_SAMPLE]


def _filled(card: MirroredCard, catalogue: dict[str, CatalogueField]) -> Iterator[tuple[str, Any]]:
    """The filled custom fields of the catalogue, by key."""
    told = ((custom_key(field["field_id"]), field["values"]) for field in card.custom_fields)
    return ((key, values) for key, values in told if key in catalogue)
