"""The Lead & Contact tab · What it wrote: the log of values written into cards, and taking one back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from agents import selectors, services
from agents.card_fields.write_rows import write_rows
from tenants.errors import ApplicationError
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required

PAGE = 30


@require_GET
@tenant_role_required(Role.OPERATOR)
def agent_fields_writes(request: TenantRequest, agent_id: int) -> HttpResponse:
    agent = get_object_or_404(selectors.agents(), pk=agent_id)
    page = Paginator(selectors.field_writes(agent=agent), PAGE).get_page(request.GET.get("page"))
    context = {"agent": agent, "page": page, "rows": write_rows(page.object_list)}
    return render(request, "agents/fields/writes.html", context)


@require_POST
@tenant_role_required(Role.OPERATOR)
def field_write_undo(request: TenantRequest, write_id: int) -> HttpResponse:
    """Asked for in the log, beside the conversation or on the contact's page (`back` is thread or contact), where one
    comes back to.
    """
    write = get_object_or_404(selectors.field_writes(), pk=write_id)
    try:
        services.field_write_undo(write=write, user=request.user)
    except ApplicationError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("Taken back: what stood there before stands there again."))
    if request.POST.get("back") == "contact" and write.conversation.contact_id is not None:
        return redirect("contact", write.conversation.contact_id)
    if write.agent_id is None or request.POST.get("back") == "thread":
        return redirect("thread", write.conversation_id)
    return redirect("agent-fields-writes", write.agent_id)
