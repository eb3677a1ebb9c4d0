from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.models import AgentIntegration
from agents.selectors import model_provider
from dashboard.integrations.entry import Integration
from dashboard.integrations.health import Health, State
from tenants.models import Role


def _state() -> State:
    provider = model_provider()
    if provider is None:
        return State(health=Health.NOT_CONNECTED, detail=_("The built-in model answers."))
    if not provider.is_active:
        return State(health=Health.PAUSED, detail=_("The built-in model answers."))
    if provider.last_error:
        return State(health=Health.DEGRADED, detail=provider.last_error)
    return State(health=Health.HEALTHY, detail=provider.model)


MODEL = Integration(
    kind=AgentIntegration.Kind.MODEL,
    name=gettext_lazy("AI model"),
    about=gettext_lazy("Your own OpenAI-compatible model. Without one, the built-in model quotes your knowledge base."),
    icon="sparkles",
    page="model-provider",
    state=_state,
    without=gettext_lazy("Its answers are written by the built-in model, which quotes and follows no instructions."),
    least=Role.ADMIN,
)
