from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgentsConfig(AppConfig):
    name = "agents"
    verbose_name = _("Agents")

    def ready(self) -> None:
        from agents import consequences  # noqa: F401  registers itself, once models are loaded
        from agents.stage_uses import agents_answer

        agents_answer()
