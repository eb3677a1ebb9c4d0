"""The tabs of the Kommo page behind its overview. Each shows the latest connection, also one that has ended."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from crm_kommo import selectors, services
from crm_kommo.checks.words import lines
from crm_kommo.families import event_labels
from crm_kommo.forms.checks import ChecksForm
from crm_kommo.models import CheckRun, Connection
from crm_kommo.subscription import WISHES
from crm_kommo.tabs.log import log_lines
from crm_kommo.tabs.permissions import permission_rows
from crm_kommo.tones import DELIVERY_TONES, WEBHOOK_TONES
from tenants.errors import InvalidInput
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required

DELIVERIES = 50
LABELS = 5


def _tab_of_connection(
    view: Callable[[TenantRequest, Connection], HttpResponse],
) -> Callable[[TenantRequest], HttpResponse]:
    """For every member to look at. Without a connection there is the overview only, which says how to connect."""

    @require_GET
    @tenant_role_required(Role.VIEWER)
    @wraps(view)
    def shown(request: TenantRequest) -> HttpResponse:
        connection = selectors.connection_latest()
        return redirect("kommo") if connection is None else view(request, connection)

    return shown


@_tab_of_connection
def webhooks(request: TenantRequest, connection: Connection) -> HttpResponse:
    deliveries = list(selectors.deliveries_newest(connection)[:DELIVERIES])
    for delivery in deliveries:
        delivery.tone = DELIVERY_TONES[delivery.state]
        delivery.labels = event_labels(delivery)[:LABELS]
    context = {"deliveries": deliveries, "webhook_tone": WEBHOOK_TONES[connection.webhook_state], "events": WISHES[0]}
    return _tab(request, "webhooks", connection, **context)


@_tab_of_connection
def permissions(request: TenantRequest, connection: Connection) -> HttpResponse:
    return _tab(request, "permissions", connection, rows=permission_rows(connection))


@_tab_of_connection
def log(request: TenantRequest, connection: Connection) -> HttpResponse:
    return _tab(request, "log", connection, lines=log_lines(connection))


@_tab_of_connection
def diagnostics(request: TenantRequest, connection: Connection) -> HttpResponse:
    return _diagnostics(request, connection, form=ChecksForm())


@require_POST
@tenant_role_required(Role.BUILDER)
def checks_start(request: TenantRequest) -> HttpResponse:
    connection, form = selectors.connection_current(), ChecksForm(request.POST)
    if connection is None:
        messages.error(request, _("Kommo is not connected."))
        return redirect("kommo")
    if not form.is_valid():
        return _diagnostics(request, connection, form=form)
    try:
        services.checks_start(connection=connection, user=request.user, lead_id=form.lead_id())
    except InvalidInput as error:
        form.add_error(error.field, error.message)
        return _diagnostics(request, connection, form=form)
    return redirect("kommo-diagnostics")


@require_GET
@tenant_role_required(Role.VIEWER)
def checks_progress(request: TenantRequest) -> HttpResponse:
    """Asked again and again while checks run; when they end, the page around them is old too."""
    connection = selectors.connection_latest()
    run = connection and _newest(connection)
    response = render(request, "crm_kommo/check_results.html", {"connection": connection, **_run_context(run)})
    if run is None or not run.is_open:
        response["HX-Refresh"] = "true"
    return response


def _diagnostics(request: TenantRequest, connection: Connection, *, form: ChecksForm) -> HttpResponse:
    context = {"form": form, "can_check": Role(request.membership.role).includes(Role.BUILDER)}
    return _tab(request, "diagnostics", connection, **context, **_run_context(_newest(connection)))


def _newest(connection: Connection) -> CheckRun | None:
    return connection.check_runs.first()


def _run_context(run: CheckRun | None) -> dict[str, Any]:
    return {"run": run, "lines": lines(run.results) if run else []}


def _tab(request: TenantRequest, name: str, connection: Connection, **context: Any) -> HttpResponse:
    return render(request, f"crm_kommo/{name}.html", {"connection": connection, "here": f"kommo-{name}", **context})
