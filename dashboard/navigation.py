from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from crm_kommo.models.failure import Failure
from crm_kommo.selectors import connection_trouble
from tenants.models import Role

KOMMO_PAGE = "/integrations/kommo"


@dataclass(frozen=True)
class Item:
    label: str
    url: str
    icon: str
    active: bool


# Name of the page, label, icon, the beginning of the paths that belong to it, the least role.
ENTRIES = [
    ("dashboard", _("Overview"), "layout-dashboard", "dashboard", Role.VIEWER),
    ("inbox", _("Inbox"), "inbox", "inbox", Role.VIEWER),
    ("agents", _("Agents"), "bot", "ai-agents", Role.VIEWER),
    ("articles", _("Knowledge"), "book-open", "knowledge", Role.VIEWER),
    ("test-chat", _("Test chat"), "message-circle", "test-chat", Role.BUILDER),
    ("integrations", _("Integrations"), "plug", "integrations", Role.VIEWER),
    ("members", _("Settings"), "settings", "account-settings", Role.VIEWER),
]


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the entries of the rail, inside a workspace only."""
    membership = getattr(request, "membership", None)
    if membership is None or getattr(request, "urlconf", None) is None:
        return {}
    role = Role(membership.role)
    first = request.path_info.lstrip("/").partition("/")[0]
    items = [
        Item(label, reverse(name), icon, first == beginning)
        for name, label, icon, beginning, least in ENTRIES
        if role.includes(least)
    ]
    return {
        "navigation": items,
        "can_build": role.includes(Role.BUILDER),
        "can_administrate": role.includes(Role.ADMIN),
        "kommo_trouble": _kommo_trouble(request) if role.includes(Role.ADMIN) else "",
    }


def _kommo_trouble(request: HttpRequest) -> str:
    """Why Kommo must be connected again, for a banner on every page but the one that says more."""
    if request.path_info == KOMMO_PAGE:
        return ""
    code = connection_trouble(request.tenant)
    return str(Failure(code).label) if code else ""
