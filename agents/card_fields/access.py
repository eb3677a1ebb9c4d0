"""Data access: the fields of a card with what the agent may do with each."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from agents.card_fields.words import type_words
from agents.extraction.types import masked
from agents.posted import Posted
from agents.settings import AgentSettings
from agents.settings.card_field import CardField, CardKind
from crm_kommo.field_catalogue import CatalogueField

LEVEL, SENSITIVE = "level.", "sensitive."


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessRow:
    """`level`: off, use or tell. `places`: what names a field that is gone from Kommo. `samples` as one text."""

    key: str
    name: str
    type: str
    group: str
    samples: str
    level: str
    is_sensitive: bool
    is_missing: bool
    places: str

    @property
    def is_chosen(self) -> bool:
        return self.level != "off" or self.is_sensitive


def access_rows(
    *,
    card: CardKind,
    access: Mapping[str, Any],
    catalogue: Mapping[str, CatalogueField],
    samples: Mapping[str, list[str]],
    places: Mapping[str, list[str]],
) -> Iterator[AccessRow]:
    """Every field of Kommo's, and what is gone from there but named here. `access` in the JSON shape."""
    levels = {row.get("field"): row.get("level", "use") for row in access[card]}
    sensitive = set(access["sensitive"])
    named = [field.key for field in map(CardField.parse, places) if field.card == card]
    for key in dict.fromkeys([*catalogue, *levels, *named]):
        field = catalogue.get(key)
        path = f"{card}.{key}"
        is_missing = field is None or field.is_missing
        if is_missing and path not in places:
            continue
        yield AccessRow(
            key=key,
            name=field.name if field else key,
            type=type_words(field.type) if field else "",
            group=(field.group if field else "") or _("Main"),
            samples=masked(" · ".join(samples.get(key, [])), is_sensitive=path in sensitive),
            level=levels.get(key, "off"),
            is_sensitive=path in sensitive,
            is_missing=is_missing,
            places=", ".join(places.get(path, [])) if is_missing else "",
        )


def access_posted(posted: Posted, settings: AgentSettings, *, card: CardKind) -> dict[str, Any]:
    """The patch of a form that shows some of a card's fields: what it does not show stays."""
    shown = {name.removeprefix(LEVEL): posted.getlist(name)[-1] for name in posted if name.startswith(LEVEL)}
    ticked = {f"{card}.{name.removeprefix(SENSITIVE)}" for name in posted if name.startswith(SENSITIVE)}
    return {"access": access_patch(settings, card=card, levels=shown, sensitive=ticked)}


def access_patch(
    settings: AgentSettings, *, card: CardKind, levels: Mapping[str, str], sensitive: Iterable[str] | None = None
) -> dict[str, Any]:
    """`levels` of some fields; `sensitive`: which of them are, by card and key, None for what they were."""
    before = {access.field: access.level for access in settings.access.by_card[card]}
    after = {key: level for key, level in (before | dict(levels)).items() if level != "off"}
    patch: dict[str, Any] = {card: [{"field": key, "level": level} for key, level in after.items()]}
    if sensitive is not None:
        shown = {f"{card}.{key}" for key in levels}
        was = settings.access.sensitive
        now = [path for path in was if path not in shown or path in set(sensitive)]
        patch["sensitive"] = [*now, *(path for path in sensitive if path in shown and path not in was)]
    return patch
