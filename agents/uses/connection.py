"""What agents answer when crm_kommo asks what would stop without the connection."""

from django.utils.translation import ngettext

from agents.selectors import agents_answering


def agents_fall_silent() -> list[str]:
    """How many agents answer customers now, and would no longer."""
    count = agents_answering().count()
    if not count:
        return []
    return [ngettext("%d agent stops answering customers.", "%d agents stop answering customers.", count) % count]
