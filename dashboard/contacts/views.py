"""The page of a contact: fields, memory, conversations, e-mails, and what agents wrote."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agents.card_fields.write_rows import write_rows
from agents.selectors import field_writes
from chat import remembered, services
from chat.models import ContactFact
from crm_kommo.selectors import channel_names
from dashboard.contacts.forms import FactForm
from dashboard.contacts.shown import ShownContact, contact_shown
from mailbox.selectors import emails_of_contact
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required

# Of each list, the newest; older ones are in the inbox, in the mail of the lead, and in the agent's log.
MOST = 20
FACTS_MOST = 200


@require_GET
@tenant_role_required(Role.VIEWER)
def contact(request: TenantRequest, contact_id: int) -> HttpResponse:
    return _page(request, _shown(contact_id))


@require_POST
@tenant_role_required(Role.OPERATOR)
def fact_add(request: TenantRequest, contact_id: int) -> HttpResponse:
    shown, form = _shown(contact_id), FactForm(request.POST)
    if not form.is_valid():
        return _page(request, shown, adding=form)
    services.fact_note(contact_id=contact_id, by_name=str(request.user), at=timezone.now(), **form.told())
    messages.success(request, _("Noted."))
    return redirect("contact", contact_id)


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.OPERATOR)
def fact_edit(request: TenantRequest, contact_id: int, fact_id: int) -> HttpResponse:
    shown, fact = _shown(contact_id), _fact(contact_id, fact_id)
    if request.method == "GET":
        return _page(request, shown, edited=fact, editing=FactForm.of(fact))
    form = FactForm(request.POST)
    if not form.is_valid():
        return _page(request, shown, edited=fact, editing=form)
    services.fact_change(fact=fact, by_name=str(request.user), at=timezone.now(), **form.told())
    messages.success(request, _("Changed."))
    return redirect("contact", contact_id)


@require_POST
@tenant_role_required(Role.OPERATOR)
def fact_erase(request: TenantRequest, contact_id: int, fact_id: int) -> HttpResponse:
    services.fact_erase(fact=_fact(contact_id, fact_id))
    messages.success(request, _("Erased: no agent is told of it any more."))
    return redirect("contact", contact_id)


@require_POST
@tenant_role_required(Role.OPERATOR)
def memory_erase(request: TenantRequest, contact_id: int) -> HttpResponse:
    _shown(contact_id)
    services.memory_erase(contact_id=contact_id)
    messages.success(request, _("Everything that was remembered is erased."))
    # Of a contact of whom nothing else stood here there is no page any more.
    return redirect("contact", contact_id) if contact_shown(contact_id) else redirect("inbox")


def _shown(contact_id: int) -> ShownContact:
    shown = contact_shown(contact_id)
    if shown is None:
        raise Http404
    return shown


def _fact(contact_id: int, fact_id: int) -> ContactFact:
    return get_object_or_404(remembered.facts_shown(contact_id), pk=fact_id)


def _page(request: TenantRequest, shown: ShownContact, **forms: Any) -> HttpResponse:
    """`forms`: adding; or edited, a fact, with editing, its form."""
    conversations = list(remembered.conversations_of_contact(shown.contact_id)[:MOST])
    names = channel_names()
    for conversation in conversations:
        conversation.channel_name = names.get(conversation.channel, conversation.channel)
    can_operate = request.membership is not None and Role(request.membership.role).includes(Role.OPERATOR)
    context = {
        "contact": shown,
        "facts": remembered.facts_shown(shown.contact_id)[:FACTS_MOST],
        "digests": remembered.digests_of(shown.contact_id)[:MOST],
        "conversations": conversations,
        "emails": emails_of_contact(shown.contact_id)[:MOST],
        "writes": write_rows(field_writes(contact_id=shown.contact_id)[:MOST]),
        "can_operate": can_operate,
        "today": timezone.localdate(),
        **forms,
    }
    if can_operate:
        context.setdefault("adding", FactForm())
    return render(request, "dashboard/contact.html", context)
