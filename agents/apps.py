from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgentsConfig(AppConfig):
    name = "agents"
    verbose_name = _("Agents")

    def ready(self) -> None:
        from agents import tasks  # registers the job handlers
        from agents.uses.connection import agents_fall_silent
        from agents.uses.fields import agents_name_fields
        from agents.uses.stages import agents_answer
        from crm_kommo.uses import disconnect_stops

        agents_answer()
        agents_name_fields()
        disconnect_stops.answered_by(agents_fall_silent)
