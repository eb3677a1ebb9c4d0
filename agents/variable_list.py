"""The variables that a person may put into a text, each with a sample of what would stand there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from agents.card_kinds import CARD_NAMES, ENTITIES
from agents.settings import AgentSettings
from crm_kommo import selectors as crm


@dataclass(frozen=True)
class VariableRow:
    """`needs_access`: the agent may not see this field, so that the variable is empty."""

    mark: str
    name: str
    sample: str = ""
    needs_access: bool = False


def variable_rows(settings: AgentSettings, *, now: datetime) -> list[VariableRow]:
    """A fixed number of queries, however many fields there are."""
    return [*_plain(settings, now), *_fields(settings)]


def _plain(settings: AgentSettings, now: datetime) -> Iterator[VariableRow]:
    wall = now.astimezone(ZoneInfo(settings.hours.zone))
    channel = next(iter(crm.channel_names().values()), "")
    stage = next((stage.name for stage in crm.stages_living()[:1]), "")
    yield VariableRow("{agent}", _("The agent's name"), settings.name)
    yield VariableRow("{now}", _("Day and time"), f"{wall:%Y-%m-%d %H:%M}")
    yield VariableRow("{channel}", _("The messenger"), channel)
    yield VariableRow("{stage}", _("The stage the lead is in"), stage)


def _fields(settings: AgentSettings) -> Iterator[VariableRow]:
    catalogues = crm.field_catalogues(ENTITIES.values())
    for card, words in CARD_NAMES.items():
        seen = {access.field for access in getattr(settings.access, card)}
        catalogue = catalogues[ENTITIES[card]]
        samples = crm.field_samples(ENTITIES[card], catalogue=catalogue, most=1)
        for key, field in catalogue.items():
            path = f"{card}.{key}"
            if field.is_missing or path in settings.access.sensitive:
                continue
            sample = next(iter(samples.get(key, [])), "")
            yield VariableRow(f"{{{path}}}", f"{words} · {field.name}", sample, key not in seen)
