"""What agents answer when crm_kommo asks what would stop without the connection."""

from django.utils.translation import ngettext

from agents.models import Agent


def agents_fall_silent() -> list[str]:
    """How many agents answer customers now, and would no longer."""
    count = Agent.objects.filter(is_active=True).count()
    if not count:
        return []
    return [ngettext("%d agent stops answering customers.", "%d agents stop answering customers.", count) % count]
