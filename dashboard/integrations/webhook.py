from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agents.models import AgentIntegration
from automation.models import OutgoingEndpoint
from automation.outgoing.selectors import delivery_counts, endpoints
from dashboard.integrations.entry import Integration
from dashboard.integrations.health import Health, State
from tenants.models import Role

DAY = timedelta(hours=24)


def _state() -> State:
    found = list(endpoints())
    if not found:
        return State(health=Health.NOT_CONNECTED)
    made, failed = delivery_counts(since=timezone.now() - DAY)
    health, detail = _health(found)
    return State(
        health=health,
        detail=detail or ngettext("%d address", "%d addresses", len(found)) % len(found),
        last_call_at=max((each.last_success_at for each in found if each.last_success_at), default=None),
        error_rate=failed / made if made else None,
    )


def _health(found: list[OutgoingEndpoint]) -> tuple[Health, str]:
    """That of the one which is worst."""
    if paused := next((each for each in found if each.paused_by_us_at), None):
        return Health.ACTION_NEEDED, _("%(webhook)s was switched off after failures.") % {"webhook": paused.name}
    active = [each for each in found if each.is_active]
    if not active:
        return Health.PAUSED, ""
    if failing := next((each for each in active if each.failures_in_row), None):
        return Health.DEGRADED, f"{failing.name}: {failing.last_error_label}"
    return Health.HEALTHY, ""


WEBHOOK = Integration(
    kind=AgentIntegration.Kind.WEBHOOK,
    name=gettext_lazy("Outgoing webhook"),
    about=gettext_lazy("Your own systems are told what happens here, signed and until they answer."),
    icon="webhook",
    page="webhooks",
    state=_state,
    without=gettext_lazy("What it answers is no longer told to your own systems."),
    least=Role.ADMIN,
)
