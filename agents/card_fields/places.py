"""Where the settings of an agent name a field, so that one that is gone can be mended."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _

from agents.settings import AgentSettings
from agents.settings.scripts import Ask, Condition


def places_of_fields(settings: AgentSettings) -> dict[str, list[str]]:
    """ "lead.cf_1" → what names it, in words."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path, place in _named(settings):
        if place not in found[path]:
            found[path].append(place)
    return dict(found)


def _named(settings: AgentSettings) -> Iterator[tuple[str, str]]:
    for card in ("lead", "contact"):
        for access in getattr(settings.access, card):
            yield f"{card}.{access.field}", _("data access")
        for rule in getattr(settings.data_entry, card):
            yield f"{card}.{rule.field_id}", _("data entry")
    for path in settings.access.sensitive:
        yield path, _("sensitive fields")
    for pipeline in settings.pipelines.values():
        for stage in pipeline.stage_settings.values():
            for path in stage.collect:
                yield path, _("fields that a stage collects")
    for script in settings.scripts:
        for step in script.steps:
            if isinstance(step, Ask):
                yield step.field, script.name
            elif isinstance(step, Condition) and step.of != "said":
                yield step.of, script.name
