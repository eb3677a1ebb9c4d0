"""One vocabulary for the fields of cards: a standard field by its name, a custom one as cf_<id>."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm_kommo.models import Field
from crm_kommo.values.definitions import Choice, Definition
from crm_kommo.values.writing import WRITERS

CUSTOM = "cf_"
# What the catalogue takes of a field.
COLUMNS = (
    "entity",
    "kommo_id",
    "name",
    "group_name",
    "code",
    "type",
    "enums",
    "is_computed",
    "required_statuses",
    "is_missing",
)

STANDARD_NAMES = {
    "name": _("Name"),
    "price": _("Sale"),
    "pipeline_id": _("Pipeline"),
    "status_id": _("Stage"),
    "responsible_user_id": _("Responsible user"),
    "tags": _("Tags"),
    "created_at": _("Created"),
    "updated_at": _("Changed"),
}
# A card's own words for a field that is called otherwise on the others.
NAMES_ON = {(Field.Entity.CONTACT, "name"): pgettext_lazy("of a person", "Name")}
# The nearest of Kommo's words. The choices of a select here are pipelines, stages and users.
STANDARD_TYPES = {
    "name": "text",
    "price": "price",
    "pipeline_id": "select",
    "status_id": "select",
    "responsible_user_id": "select",
    "tags": "multiselect",
    "created_at": "date_time",
    "updated_at": "date_time",
}
STANDARD_KEYS = {
    Field.Entity.LEAD: tuple(STANDARD_NAMES),
    Field.Entity.CONTACT: ("name", "responsible_user_id", "tags", "created_at", "updated_at"),
    Field.Entity.COMPANY: ("name", "responsible_user_id", "tags", "created_at", "updated_at"),
}
STANDARD_WRITABLE = ("name", "price")
# What is read only: companies are, and of custom fields what Kommo or a program fills, or no words can fill.
READ_ONLY_ENTITIES = (Field.Entity.COMPANY,)
READ_ONLY_TYPES = ("tracking_data", "legal_entity", "file", "items", "linked_entity", "chained_list")


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueField:
    """`name` in the reader's language; `group` is the tab of Kommo's card, "" for standard fields.

    `is_missing`: gone from Kommo, but what was set up here may name it. `definition.id` is 0 for a standard field.
    """

    key: str
    name: str
    group: str
    is_writable: bool
    is_missing: bool
    definition: Definition

    @property
    def type(self) -> str:
        return self.definition.type

    @property
    def choices(self) -> tuple[Choice, ...]:
        return self.definition.choices

    @property
    def is_custom(self) -> bool:
        return bool(self.definition.id)


def custom_key(field_id: int) -> str:
    return f"{CUSTOM}{field_id}"


def custom_id(key: str) -> int | None:
    """Kommo's id of a custom field; None for any other key."""
    digits = key.removeprefix(CUSTOM)
    return int(digits) if digits != key and digits.isascii() and digits.isdigit() else None


def standard_fields(entity: str) -> list[CatalogueField]:
    return [
        CatalogueField(
            key=key,
            name=_standard_name(entity, key),
            group="",
            is_writable=key in STANDARD_WRITABLE and entity not in READ_ONLY_ENTITIES,
            is_missing=False,
            definition=Definition(id=0, name=_standard_name(entity, key), code="", type=STANDARD_TYPES[key]),
        )
        for key in STANDARD_KEYS[Field.Entity(entity)]
    ]


def _standard_name(entity: str, key: str) -> str:
    return str(NAMES_ON.get((entity, key), STANDARD_NAMES[key]))


def custom_field(row: Any) -> CatalogueField:
    """`row` has the COLUMNS of a Field."""
    can_be_filled = row.type in WRITERS and row.type not in READ_ONLY_TYPES
    return CatalogueField(
        key=custom_key(row.kommo_id),
        name=row.name,
        group=row.group_name,
        is_writable=can_be_filled and not row.is_computed and row.entity not in READ_ONLY_ENTITIES,
        is_missing=row.is_missing,
        definition=Definition(
            id=row.kommo_id,
            name=row.name,
            code=row.code,
            type=row.type,
            choices=tuple(Choice(**_choice(enum)) for enum in row.enums),
            is_computed=row.is_computed,
            required_stages=tuple((one["pipeline_id"], one["status_id"]) for one in row.required_statuses),
        ),
    )


def _choice(enum: dict[str, Any]) -> dict[str, Any]:
    return {name: enum[name] for name in ("id", "value", "code")}
