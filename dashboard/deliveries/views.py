from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from crm_kommo import selectors, services
from crm_kommo.families import event_labels
from crm_kommo.models import Delivery
from crm_kommo.payloads.scalars import entity_id
from crm_kommo.tones import DELIVERY_TONES
from dashboard.deliveries.contents import LINES_MOST, body_lines, event_lines
from dashboard.deliveries.filters import CHOICES, Filters
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required

PAGE = 50


@require_GET
@tenant_role_required(Role.VIEWER)
def log(request: TenantRequest) -> HttpResponse:
    filters = Filters.of(request.GET)
    found = selectors.deliveries(family=filters.family, state=filters.state, some_id=filters.id, since=filters.since)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = [
        {"delivery": delivery, "labels": event_labels(delivery), "tone": DELIVERY_TONES[delivery.state]}
        for delivery in page.object_list
    ]
    context = {**_tab(), "page": page, "rows": rows, "filters": filters, **CHOICES}
    return render(request, "dashboard/deliveries.html", context)


@require_GET
@tenant_role_required(Role.VIEWER)
def one(request: TenantRequest, delivery_id: int) -> HttpResponse:
    """The body holds what customers wrote: it is for those who build."""
    delivery = selectors.delivery(delivery_id)
    if delivery is None:
        raise Http404
    context = {
        **_tab(),
        "delivery": delivery,
        "tone": DELIVERY_TONES[delivery.state],
        "lines": event_lines(delivery),
        "unshown": max(len(delivery.events) - LINES_MOST, 0),
        "body": body_lines(delivery) if Role(request.membership.role).includes(Role.BUILDER) else None,
    }
    if not request.htmx:
        return render(request, "dashboard/delivery.html", context)
    response = render(request, "dashboard/delivery_facts.html", context)
    if delivery.state != Delivery.State.STORED:
        response["HX-Refresh"] = "true"  # what it caused is news too
    return response


@require_POST
@tenant_role_required(Role.BUILDER)
def replay(request: TenantRequest) -> HttpResponse:
    """Process the ticked deliveries once more."""
    ticked = [entity_id(given) for given in request.POST.getlist("delivery")[:PAGE]]
    found = list(selectors.deliveries().filter(pk__in=[id_ for id_ in ticked if id_]))
    for delivery in found:
        services.delivery_replay(delivery=delivery)
    if found:
        count = {"count": len(found)}
        messages.success(
            request,
            ngettext("%(count)d delivery is processed again.", "%(count)d deliveries are processed again.", len(found))
            % count,
        )
    else:
        messages.error(request, _("Tick the deliveries to be processed again."))
    if len(found) == 1 and request.POST.get("from") == "one":
        return redirect("kommo-delivery", found[0].pk)
    query = request.POST.get("query", "")
    return redirect(f"{reverse('kommo-deliveries')}?{query}" if query else reverse("kommo-deliveries"))


def _tab() -> dict[str, Any]:
    """What the frame of Kommo's pages needs: the log lies behind the tab of its webhooks."""
    return {"connection": selectors.connection_latest(), "here": "kommo-webhooks"}
