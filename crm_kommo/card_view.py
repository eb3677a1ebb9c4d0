"""A mirrored card as texts: every field of the catalogue, by its key."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from crm_kommo.field_catalogue import CatalogueField
from crm_kommo.models.mirrored import MirroredCard
from crm_kommo.values.hooked import as_read
from crm_kommo.values.reading import read_values
from crm_kommo.values.shown import plain_value, text_of


@dataclass(frozen=True, slots=True)
class FieldContent:
    """What a field holds. `value`: str, Decimal, bool, date, datetime in the account's zone, a list or dict of them,
    None when it is empty. `text`: the same in one line, "" when it is empty. `raw`: Kommo's shape, for comparing.
    """

    value: Any
    text: str
    raw: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """`fields`: key → what it holds, also of empty fields."""

    entity: str
    card_id: int
    fields: Mapping[str, FieldContent]

    @property
    def raw(self) -> dict[str, Any]:
        return {key: content.raw for key, content in self.fields.items()}


@dataclass(frozen=True, slots=True)
class CardNames:
    """Names of what cards hold by id: users; pipelines; stages by (pipeline, stage)."""

    users: Mapping[int, str] = field(default_factory=dict)
    pipelines: Mapping[int, str] = field(default_factory=dict)
    stages: Mapping[tuple[int, int], str] = field(default_factory=dict)


def card_view(
    *, entity: str, card: MirroredCard, catalogue: Mapping[str, CatalogueField], names: CardNames, zone: ZoneInfo
) -> CardView:
    filled = {told["field_id"]: told["values"] for told in card.custom_fields}
    fields = {
        key: custom_content(known, filled.get(known.definition.id, ()), zone=zone)
        if known.is_custom
        else standard_content(card, key, names=names, zone=zone)
        for key, known in catalogue.items()
        if not known.is_missing
    }
    return CardView(entity=entity, card_id=card.kommo_id, fields=fields)


def custom_content(known: CatalogueField, values: Any, *, zone: ZoneInfo) -> FieldContent:
    """`values` as read, as a hook told them or as they were written."""
    raw = as_read(known.definition, values, zone=zone)
    return _content(plain_value(read_values(known.type, raw, zone=zone)), raw=list(raw))


def standard_content(card: MirroredCard, key: str, *, names: CardNames, zone: ZoneInfo) -> FieldContent:
    """Of a pipeline, a stage and a user the value is the name, None for one that is not known; `raw` is the id."""
    match key:
        case "price":
            return _content(card.price, raw=None if card.price is None else str(card.price))
        case "pipeline_id":
            return _content(names.pipelines.get(card.pipeline_id), raw=card.pipeline_id)
        case "status_id":
            return _content(names.stages.get((card.pipeline_id, card.status_id)), raw=card.status_id)
        case "responsible_user_id":
            return _content(names.users.get(card.responsible_user_id), raw=card.responsible_user_id)
        case "tags":
            return _content(card.tags or None, raw=card.tags)
        case "created_at" | "updated_at":
            at = getattr(card, f"kommo_{key}")
            return _content(at.astimezone(zone) if at else None, raw=at.isoformat() if at else None)
    return _content(card.name or None, raw=card.name)


def value_words(value: Any) -> str:
    """A plain value in one line, in the language that is active."""
    return text_of(value, yes=_("yes"), no=_("no"))


def _content(value: Any, *, raw: Any) -> FieldContent:
    return FieldContent(value, value_words(value), raw)
