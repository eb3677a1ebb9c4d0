"""The widget of an agent: made, changed, given another key, found by its key."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from agents.models import Agent
from automation.models import SiteWidget
from tenants.errors import InvalidInput
from tenants.models import InboundRoute, Tenant
from tenants.selectors import inbound_route_find
from tenants.services import inbound_route_create, inbound_route_deactivate

KIND = "site"
ORIGINS_MOST = 20


def widget_of(agent: Agent) -> SiteWidget | None:
    return SiteWidget.objects.filter(agent=agent).first()


def widget_tenant(public_key: str) -> Tenant | None:
    """The workspace whose widget has this key."""
    route = inbound_route_find(kind=KIND, public_id=public_key)
    return route.tenant if route and route.tenant.state == Tenant.State.READY else None


def widget_shown(public_key: str) -> SiteWidget | None:
    """In the workspace that is set: the widget of this key, while it is on."""
    return SiteWidget.objects.filter(public_key=public_key, is_on=True).select_related("agent").first()


@transaction.atomic
def widget_save(*, agent: Agent, tenant: Tenant, origins: Iterable[str], **facts: object) -> SiteWidget:
    """Made with a key of its own, when it is new. Raises InvalidInput for what is no origin."""
    checked = [origin_read(origin) for origin in origins]
    if len(checked) > ORIGINS_MOST:
        raise InvalidInput(_("At most %(most)d sites.") % {"most": ORIGINS_MOST}, field="origins")
    widget = widget_of(agent) or SiteWidget(agent=agent, public_key=_key(tenant))
    for name, value in {**facts, "origins": list(dict.fromkeys(checked))}.items():
        setattr(widget, name, value)
    widget.save()
    return widget


@transaction.atomic
def widget_rotate(*, widget: SiteWidget, tenant: Tenant) -> SiteWidget:
    """A new key: the old one leads nowhere from now on, and who was chatting begins anew."""
    for route in InboundRoute.objects.filter(kind=KIND, public_id=widget.public_key):
        inbound_route_deactivate(route=route)
    widget.public_key = _key(tenant)
    widget.save(update_fields=["public_key", "updated_at"])
    return widget


def origin_read(text: str) -> str:
    """https://shop.example of whatever was typed of it. Raises InvalidInput."""
    wrong = InvalidInput(
        _("“%(origin)s” is no address of a site. Write it like https://shop.example.") % {"origin": text[:100]},
        field="origins",
    )
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise wrong from error
    is_local = host in ("localhost", "127.0.0.1")
    if parts.scheme != "https" and not (parts.scheme == "http" and is_local):
        raise wrong
    if not host or not all(letter.isascii() and (letter.isalnum() or letter in ".-") for letter in host):
        raise wrong
    return f"{parts.scheme}://{host}" + (f":{port}" if port else "")


def _key(tenant: Tenant) -> str:
    # The route finds the workspace; its secret is nobody's, a page on a site can keep none.
    route, _secret = inbound_route_create(kind=KIND, tenant=tenant)
    return route.public_id
