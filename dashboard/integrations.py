"""The visible list of what a workspace can be connected with."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.selectors import model_provider
from crm_kommo.selectors import connection_current
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
]
