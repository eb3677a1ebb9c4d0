from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgentsConfig(AppConfig):
    name = "agents"
    verbose_name = _("Agents")

    def ready(self) -> None:
        from agents.connection_uses import agents_fall_silent
        from agents.stage_uses import agents_answer
        from crm_kommo.uses import disconnect_stops

        agents_answer()
        disconnect_stops.answered_by(agents_fall_silent)
