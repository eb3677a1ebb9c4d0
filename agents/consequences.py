from django.utils.translation import ngettext

from agents.models import Agent
from tenants.consequences import consequence_of


@consequence_of("kommo.disconnect")
def agents_fall_silent() -> str:
    """How many agents answer customers now, and would no longer."""
    count = Agent.objects.filter(is_active=True).count()
    if not count:
        return ""
    return ngettext("%d agent stops answering customers.", "%d agents stop answering customers.", count) % count
