"""The page of the Kommo connection, and the sync bars of every page that shows data of Kommo."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from crm_kommo import selectors, services
from crm_kommo.forms.token import LongLivedTokenForm
from crm_kommo.models import Connection, SyncRun
from crm_kommo.oauth import redirect_uri
from crm_kommo.registrations import registrations
from crm_kommo.services.chat_way_state import chat_way_state
from crm_kommo.sync_bar import sync_state
from crm_kommo.tabs.overview import overview
from crm_kommo.tones import CONNECTION_TONES, WEBHOOK_TONES
from crm_kommo.upkeep import renewal_due_at
from crm_kommo.uses import disconnect_stops
from tenants.addresses import public_address
from tenants.errors import ApplicationError, InvalidInput
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required

BAR = "components/sync_bar.html"
# The one for everything first.
SYNCS = sorted(SyncRun.What.values, key=lambda what: what != SyncRun.What.ALL)
LEFT_BEHIND = gettext_lazy(
    "Kommo could not be asked to remove our webhook. What it still sends is refused, so that Kommo switches the "
    "webhook off; you can also remove it there."
)


@require_GET
@tenant_role_required(Role.VIEWER)
def kommo(request: TenantRequest) -> HttpResponse:
    connection = selectors.connection_latest()
    context = {
        "connection": connection,
        "chat_way": connection and chat_way_state(connection),
        "tone": connection and CONNECTION_TONES[connection.status],
        "webhook_tone": connection and WEBHOOK_TONES[connection.webhook_state],
        "is_broken": bool(connection) and connection.status == Connection.Status.NEEDS_RECONNECT,
        "registrations": registrations(),
        "renewal_due_at": connection and renewal_due_at(connection),
        "redirect_address": redirect_uri(),
        "disconnect_address": public_address("api-kommo-disconnected"),
        "consequences": disconnect_stops.ask(),
        "syncs": [sync_state(what, request.membership) for what in SYNCS],
        "can_connect": Role(request.membership.role).includes(Role.ADMIN),
        **overview(connection, tenant=request.tenant),
    }
    return render(request, "crm_kommo/kommo.html", context)


@require_POST
@tenant_role_required(Role.ADMIN)
def connect(request: TenantRequest) -> HttpResponse:
    """Off to Kommo's consent page."""
    try:
        return redirect(
            services.oauth_start(
                tenant=request.tenant,
                user=request.user,
                session_key=request.session.session_key,
                brand=request.POST.get("brand", Connection.Brand.KOMMO),
            )
        )
    except ApplicationError as error:
        messages.error(request, error.message)
        return redirect("kommo")


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.ADMIN)
def token(request: TenantRequest) -> HttpResponse:
    """Connect by a long-lived token instead of a consent."""
    connection = selectors.connection_current()
    form = LongLivedTokenForm(request.POST or None, initial={"address": connection.base_url if connection else ""})
    if request.method == "POST" and form.is_valid():
        try:
            connected = services.token_connect(tenant=request.tenant, user=request.user, **form.cleaned_data)
        except InvalidInput as error:
            form.add_error(error.field, error.message)
        except ApplicationError as error:
            form.add_error(None, error.message)
        else:
            words = {"account": connected}
            messages.success(request, _("Connected to %(account)s. Its settings are being read.") % words)
            return redirect("kommo")
    context = {"form": form, "connection": connection, "here": "kommo"}
    return render(request, "crm_kommo/token.html", context, status=422 if form.errors else 200)


@require_POST
@tenant_role_required(Role.ADMIN)
def disconnect(request: TenantRequest) -> HttpResponse:
    if connection := selectors.connection_current():
        connection = services.connection_disconnect(connection=connection)
        messages.success(request, _("Kommo is disconnected. Agents no longer receive or answer its chats."))
        if connection.webhook_state == Connection.WebhookState.LEFT:
            messages.warning(request, LEFT_BEHIND)
    return redirect("kommo")


@require_POST
@tenant_role_required(Role.BUILDER)
def sync_start(request: TenantRequest, what: str) -> HttpResponse:
    _check_kind(what)
    try:
        services.sync_start(what=what, user=request.user)
    except ApplicationError as error:
        messages.error(request, error.message)
    if request.htmx:
        return render(request, BAR, {"sync": sync_state(what, request.membership)})
    return redirect(_page_before(request))


@require_POST
@tenant_role_required(Role.BUILDER)
def sync_cancel(request: TenantRequest, run_id: int) -> HttpResponse:
    run = selectors.sync_run(run_id)
    if run is None:
        raise Http404
    services.sync_cancel(run=run)
    if request.htmx:
        response = HttpResponse()
        response["HX-Refresh"] = "true"  # a run of everything shows on every bar of the page
        return response
    return redirect(_page_before(request))


@require_GET
@tenant_role_required(Role.VIEWER)
def sync_bar(request: TenantRequest, what: str) -> HttpResponse:
    """Asked again and again while a sync runs; when one of everything ends, the page's other bars are old too."""
    _check_kind(what)
    state = sync_state(what, request.membership)
    response = render(request, BAR, {"sync": state})
    if what == SyncRun.What.ALL and not state.running:
        response["HX-Refresh"] = "true"
    return response


def _check_kind(what: str) -> None:
    if what not in SyncRun.What.values:
        raise Http404


def _page_before(request: TenantRequest) -> str:
    """The page whose button was pressed."""
    before = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure())
    return before if is_ours else "kommo"
