"""Where the settings of an agent name a field, so that one that is gone can be mended."""

from collections import defaultdict

from django.utils.translation import gettext_lazy as _

from agents.settings import AgentSettings
from agents.settings.fields_named import Use, fields_named

# A script is called by its own name.
PLACES = {
    Use.SEES: _("data access"),
    Use.HIDES: _("sensitive fields"),
    Use.ENTERS: _("data entry"),
    Use.COLLECTS: _("fields that a stage collects"),
}


def places_of_fields(settings: AgentSettings) -> dict[str, list[str]]:
    """ "lead.cf_1" → what names it, in words."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for named in fields_named(settings):
        found[str(named.field)][named.script or str(PLACES[named.use])] = None
    return {path: list(places) for path, places in found.items()}
