"""The visible list of what a workspace can be connected with."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.selectors import model_provider
from crm_kommo.selectors import connection_current
from mailbox.selectors import accounts
from tenants.models import Role


@dataclass(frozen=True)
class Status:
    tone: str
    text: str
    detail: str = ""


@dataclass(frozen=True)
class Integration:
    """`page` is the name of its settings page, for `least` and above; `status` is asked when the table is shown."""

    name: str | Promise
    about: str | Promise
    icon: str
    page: str
    status: Callable[[], Status]
    least: Role = Role.VIEWER


def _kommo_status() -> Status:
    connection = connection_current()
    if connection is None:
        return Status("off", _("Not connected"))
    if connection.is_usable:
        return Status("ok", _("Connected"), connection.account_name)
    return Status("bad", connection.get_status_display(), connection.get_status_reason_display())


def _model_status() -> Status:
    provider = model_provider()
    if provider is None or not provider.is_active:
        return Status("off", _("Built-in model answers"))
    if provider.last_error:
        return Status("warn", _("Failed last time"), provider.last_error)
    return Status("ok", _("In use"), provider.model)


def _mail_status() -> Status:
    known = list(accounts())
    if not known:
        return Status("off", _("No account yet"))
    broken = [account for account in known if account.last_error and not account.is_paused]
    if broken:
        return Status("bad", _("Cannot be read"), f"{broken[0].address}: {broken[0].get_last_error_display()}")
    if all(account.is_paused for account in known):
        return Status("off", _("Paused"))
    return Status("ok", _("In use"), ", ".join(account.address for account in known))


INTEGRATIONS = [
    Integration(
        "Kommo", gettext_lazy("Your CRM: leads, stages, fields and chats."), "messages-square", "kommo", _kommo_status
    ),
    Integration(
        gettext_lazy("AI model"),
        gettext_lazy("Your own OpenAI-compatible model. Without one, the built-in model quotes your knowledge base."),
        "sparkles",
        "model-provider",
        _model_status,
        Role.ADMIN,
    ),
    Integration(
        gettext_lazy("E-mail"),
        gettext_lazy("Your company's mailboxes: write mails on a lead, and read the answers there."),
        "mail",
        "mail-accounts",
        _mail_status,
        Role.ADMIN,
    ),
]
