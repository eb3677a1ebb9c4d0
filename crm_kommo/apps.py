from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CrmKommoConfig(AppConfig):
    name = "crm_kommo"
    label = "crm_kommo"
    verbose_name = _("Kommo")

    def ready(self) -> None:
        from crm_kommo import startup_checks, tasks  # they register themselves, once models are loaded
