"""Sets of choices for both cards at once, as one starts with."""

from collections.abc import Callable, Mapping
from typing import Any

from agents.card_fields.access import access_patch
from agents.cards import Catalogues
from agents.settings import AgentSettings
from crm_kommo.field_catalogue import CatalogueField

QUALIFIES = {
    "lead": ("name", "price", "pipeline_id", "status_id", "responsible_user_id", "tags"),
    "contact": ("name", "tags"),
}
# How customers are reached: Kommo's codes of the fields that every account has.
REACHED_BY = ("PHONE", "EMAIL")

Patch = dict[str, Any]


def preset_patch(name: str, *, settings: AgentSettings, known: Catalogues) -> Patch | None:
    """None for a preset that there is not."""
    preset = PRESETS.get(name)
    return preset(settings, known) if preset else None


def _read_all(settings: AgentSettings, known: Catalogues) -> Patch:
    """Every field for its own use, those excepted that are sensitive; it fills none."""
    sensitive = set(settings.access.sensitive)
    return {
        "access": {
            card: [
                {"field": key, "level": "use"}
                for key, field in fields.items()
                if not field.is_missing and f"{card}.{key}" not in sensitive
            ]
            for card, fields in known.items()
        },
        "data_entry": {"lead": [], "contact": []},
    }


def _nothing(_settings: AgentSettings, _known: Catalogues) -> Patch:
    return {"access": {"lead": [], "contact": []}, "data_entry": {"lead": [], "contact": []}}


def _qualification(settings: AgentSettings, known: Catalogues) -> Patch:
    """What qualifying needs to see, beside what is chosen; and rules for the customer's name and how to reach them."""
    access: Patch = {}
    for card, fields in known.items():
        chosen = {one.field for one in settings.access.by_card[card]}
        wanted = [*QUALIFIES[card], *_reaches(fields)]
        levels = {key: "use" for key in wanted if key in fields and key not in chosen}
        access |= access_patch(settings, card=card, levels=levels)
    return {"access": access, "data_entry": {"contact": _with_rules(settings, ["name", *_reaches(known["contact"])])}}


def _reaches(fields: Mapping[str, CatalogueField]) -> list[str]:
    return [key for key, field in fields.items() if field.definition.code in REACHED_BY and not field.is_missing]


def _with_rules(settings: AgentSettings, keys: list[str]) -> list[Patch]:
    entry = settings.data_entry
    rules = [rule.model_dump(mode="json") for rule in entry.contact]
    ruled = {rule.field_id for rule in entry.contact}
    new = [key for key in keys if key not in ruled]
    return rules + [{"field_id": key, "order": order} for order, key in enumerate(new, start=entry.last_order + 1)]


PRESETS: Mapping[str, Callable[[AgentSettings, Catalogues], Patch]] = {
    "read-all": _read_all,
    "nothing": _nothing,
    "qualification": _qualification,
}
