from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TenantsConfig(AppConfig):
    name = "tenants"
    verbose_name = _("Workspaces and people")

    def ready(self) -> None:
        from tenants import receivers, tasks  # they register themselves, once models are loaded
