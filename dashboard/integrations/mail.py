from django.utils.translation import gettext_lazy

from agents.models import AgentIntegration
from dashboard.integrations.entry import Integration
from dashboard.integrations.health import Health, State
from mailbox.selectors import accounts
from tenants.models import Role


def _state() -> State:
    known = list(accounts())
    if not known:
        return State(health=Health.NOT_CONNECTED)
    last_call_at = max((account.last_fetch_at for account in known if account.last_fetch_at), default=None)
    broken = next((account for account in known if account.last_error and not account.is_paused), None)
    if broken:
        detail = f"{broken.address}: {broken.get_last_error_display()}"
        return State(health=Health.ACTION_NEEDED, detail=detail, last_call_at=last_call_at)
    if all(account.is_paused for account in known):
        return State(health=Health.PAUSED, last_call_at=last_call_at)
    detail = ", ".join(account.address for account in known)
    return State(health=Health.HEALTHY, detail=detail, last_call_at=last_call_at)


MAIL = Integration(
    kind=AgentIntegration.Kind.EMAIL,
    name=gettext_lazy("E-mail"),
    about=gettext_lazy("Your company's mailboxes: write mails on a lead, and read the answers there."),
    icon="mail",
    page="mail-accounts",
    state=_state,
    least=Role.ADMIN,
)
