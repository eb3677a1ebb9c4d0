from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailboxConfig(AppConfig):
    name = "mailbox"
    verbose_name = _("E-mail")

    def ready(self) -> None:
        from mailbox import tasks  # registers this app's kinds of jobs
