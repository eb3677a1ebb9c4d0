"""The widget of an agent for the company's own site: switched on, on which sites, what to copy into them."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agents import selectors as agent_selectors
from automation.models import SiteWidget
from automation.site.widgets import widget_of, widget_rotate, widget_save
from dashboard.site.forms import WidgetForm
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.BUILDER)
def agent_site(request: TenantRequest, agent_id: int) -> HttpResponse:
    agent = get_object_or_404(agent_selectors.agents(), pk=agent_id)
    widget = widget_of(agent)
    form = WidgetForm(request.POST or None, instance=widget or SiteWidget(agent=agent))
    if request.method == "POST" and form.is_valid():
        widget_save(agent=agent, tenant=request.tenant, **form.cleaned_data)
        messages.success(request, _("Saved. It holds at once."))
        return redirect("agent-site", agent_id)
    # A form writes what it was sent into its row, also what is wrong with it.
    stored = widget_of(agent)
    address = f"{settings.PUBLIC_URL}/widget/{stored.public_key}" if stored else ""
    context = {"agent": agent, "form": form, "widget": stored, "snippet": f'<script src="{address}.js" async></script>'}
    return render(request, "dashboard/site/settings.html", context, status=422 if form.errors else 200)


@require_POST
@tenant_role_required(Role.BUILDER)
def agent_site_rotate(request: TenantRequest, agent_id: int) -> HttpResponse:
    widget = get_object_or_404(SiteWidget, agent_id=agent_id)
    widget_rotate(widget=widget, tenant=request.tenant)
    messages.success(request, _("There is a new key. Copy the new line into your sites: the old one is dead."))
    return redirect("agent-site", agent_id)
