from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from automation.models import OutgoingDelivery, OutgoingEndpoint
from automation.outgoing import endpoints, selectors
from automation.outgoing.deliveries import delivery_resend
from automation.outgoing.events import event_label
from automation.outgoing.forms import EndpointEditForm, EndpointForm
from tenants.errors import ApplicationError, InvalidInput
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required

PAGE = 50


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.ADMIN)
def webhooks(request: TenantRequest) -> HttpResponse:
    form, made, secret = EndpointForm(request.POST or None), None, ""
    if request.method == "POST" and form.is_valid():
        try:
            made, secret = endpoints.endpoint_create(**form.cleaned_data)
        except ApplicationError as error:
            form.add_error(getattr(error, "field", None), error.message)
        else:
            form = EndpointForm()
    found = list(selectors.endpoints())
    context = {"form": form, "endpoints": found, "made": made, "secret": secret}
    return _once(render(request, "automation/webhooks.html", context), secret)


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.ADMIN)
def webhook(request: TenantRequest, endpoint_id: int) -> HttpResponse:
    endpoint = _endpoint(endpoint_id)
    initial = {name: getattr(endpoint, name) for name in ("name", "url", "events", "is_active")}
    form = EndpointEditForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            endpoints.endpoint_update(endpoint=endpoint, **form.cleaned_data)
        except InvalidInput as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("webhook", endpoint.pk)
    return _detail(request, endpoint, form=form)


@require_POST
@tenant_role_required(Role.ADMIN)
def webhook_secret(request: TenantRequest, endpoint_id: int) -> HttpResponse:
    endpoint = _endpoint(endpoint_id)
    secret = endpoints.endpoint_rotate(endpoint=endpoint)
    initial = {name: getattr(endpoint, name) for name in ("name", "url", "events", "is_active")}
    return _once(_detail(request, endpoint, form=EndpointEditForm(initial=initial), secret=secret), secret)


@require_POST
@tenant_role_required(Role.ADMIN)
def webhook_test(request: TenantRequest, endpoint_id: int) -> HttpResponse:
    try:
        endpoints.endpoint_test(endpoint=_endpoint(endpoint_id))
    except ApplicationError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("A test is on its way; see below how it went."))
    return redirect("webhook", endpoint_id)


@require_POST
@tenant_role_required(Role.ADMIN)
def webhook_delete(request: TenantRequest, endpoint_id: int) -> HttpResponse:
    endpoints.endpoint_delete(endpoint=_endpoint(endpoint_id))
    messages.success(request, _("The webhook is deleted."))
    return redirect("webhooks")


@require_POST
@tenant_role_required(Role.ADMIN)
def webhook_resend(request: TenantRequest, endpoint_id: int, delivery_id: int) -> HttpResponse:
    delivery = get_object_or_404(OutgoingDelivery, endpoint_id=endpoint_id, pk=delivery_id)
    try:
        delivery_resend(delivery=delivery)
    except ApplicationError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("It is sent again, under the same id."))
    return redirect("webhook", endpoint_id)


def _endpoint(endpoint_id: int) -> OutgoingEndpoint:
    return get_object_or_404(selectors.endpoints(), pk=endpoint_id)


def _detail(
    request: TenantRequest, endpoint: OutgoingEndpoint, *, form: EndpointEditForm, secret: str = ""
) -> HttpResponse:
    state = request.GET.get("state", "")
    state = state if state in OutgoingDelivery.State.values else ""
    found = selectors.deliveries(endpoint=endpoint, state=state)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    for delivery in page.object_list:
        delivery.event_text = event_label(delivery.event)
    context = {
        "endpoint": endpoint,
        "form": form,
        "secret": secret,
        "page": page,
        "state": state,
        "states": OutgoingDelivery.State.choices,
        "is_moving": any(delivery.is_due_soon for delivery in page.object_list),
    }
    template = "automation/webhook_progress.html" if request.htmx else "automation/webhook.html"
    return render(request, template, context)


def _once(response: HttpResponse, secret: str) -> HttpResponse:
    """A page that shows a secret is in no cache and in no way back."""
    if secret:
        response["Cache-Control"] = "no-store"
    return response
