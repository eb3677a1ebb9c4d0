from collections.abc import Iterable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from agents.card_fields.write_rows import write_rows
from agents.selectors import field_writes
from agents.verdicts import Reason
from automation.held_here import chat_person_say
from automation.held_here.facts import verdict_here_now
from automation.scope import verdict_now
from chat import selectors, services
from chat.models import Conversation
from crm_kommo.card_pages import card_page
from crm_kommo.selectors import channel_names, connection_current
from dashboard.inbox.lines import thread_lines
from dashboard.inbox.pause import pause_text
from dashboard.inbox.silence import silence_of
from dashboard.inbox.summary import summary_shown
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required

PAGE = 30
# Of the values that agents wrote into the lead and its contact, beside a conversation.
WRITES = 10
# Of what a person writes in one message, in characters.
SAID_MOST = 4_000


@require_GET
@tenant_role_required(Role.VIEWER)
def conversations(request: TenantRequest) -> HttpResponse:
    search, answered_by = request.GET.get("q", "").strip(), request.GET.get("by", "")
    choices = [*Conversation.AnsweredBy.choices, (selectors.UNANSWERED, _("Not answered"))]
    if answered_by not in dict(choices):
        answered_by = ""
    found = selectors.conversations(search=search, answered_by=answered_by)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    _name_channels(page.object_list)
    context = {
        "page": page,
        "search": search,
        "answered_by": answered_by,
        "choices": choices,
    }
    return render(request, "dashboard/inbox.html", context)


@require_GET
@vary_on_headers("HX-Request")
@tenant_role_required(Role.VIEWER)
def thread(request: TenantRequest, conversation_id: int) -> HttpResponse:
    conversation = get_object_or_404(Conversation, pk=conversation_id)
    _name_channels([conversation])
    in_kommo = conversation.origin == Conversation.Origin.KOMMO
    verdict = verdict_now(conversation) if in_kommo else verdict_here_now(conversation)
    template = "dashboard/thread.html#lines" if request.htmx else "dashboard/thread.html"
    context = {
        "conversation": conversation,
        "lines": thread_lines(conversation),
        "pause": pause_text(conversation, verdict),
        "silence": silence_of(verdict, in_kommo=in_kommo),
        "in_kommo": in_kommo,
        "can_operate": _may_operate(request),
    }
    if not request.htmx:
        context["lead_url"] = _lead_page(conversation)
        context["summary"] = summary_shown(conversation)
    if not request.htmx and conversation.lead_id:
        context["writes"] = write_rows(field_writes(lead_id=conversation.lead_id)[:WRITES])
    return render(request, template, context)


def _lead_page(conversation: Conversation) -> str:
    """In Kommo; "" while there is no lead, or no account."""
    connection = connection_current() if conversation.lead_id else None
    return card_page(connection.base_url, entity="leads", card_id=conversation.lead_id) if connection else ""


@require_POST
@tenant_role_required(Role.OPERATOR)
def take_over(request: TenantRequest, conversation_id: int) -> HttpResponse:
    conversation = get_object_or_404(Conversation, pk=conversation_id)
    services.conversation_take_over(
        conversation=conversation, person_name=str(request.user), at=timezone.now(), reason=Reason.HUMAN_PREEMPTED
    )
    messages.success(request, _("The agent is silent here until you hand the conversation back."))
    return redirect("thread", conversation_id)


@require_POST
@tenant_role_required(Role.OPERATOR)
def hand_back(request: TenantRequest, conversation_id: int) -> HttpResponse:
    conversation = get_object_or_404(Conversation, pk=conversation_id)
    services.conversation_hand_back(conversation=conversation, at=timezone.now())
    messages.success(request, _("The agent answers again, from the customer's next message on."))
    return redirect("thread", conversation_id)


@require_POST
@tenant_role_required(Role.OPERATOR)
def resolve(request: TenantRequest, conversation_id: int) -> HttpResponse:
    conversation = get_object_or_404(Conversation, pk=conversation_id)
    services.conversation_resolve(conversation=conversation, at=timezone.now())
    messages.success(request, _("Resolved. What the customer writes next begins anew, and the agent answers it."))
    return redirect("thread", conversation_id)


@require_POST
@tenant_role_required(Role.OPERATOR)
def say(request: TenantRequest, conversation_id: int) -> HttpResponse:
    """A person answers in a conversation that is held here; in Kommo they answer there."""
    held_here = Conversation.objects.exclude(origin=Conversation.Origin.KOMMO)
    conversation = get_object_or_404(held_here, pk=conversation_id)
    if text := request.POST.get("text", "").strip()[:SAID_MOST]:
        chat_person_say(conversation=conversation, text=text, author_name=str(request.user))
    return redirect("thread", conversation_id)


def _name_channels(conversations: Iterable[Conversation]) -> None:
    """Say WhatsApp where Kommo says waba."""
    names = channel_names()
    for conversation in conversations:
        conversation.channel_name = names.get(conversation.channel, conversation.channel)


def _may_operate(request: TenantRequest) -> bool:
    return request.membership is not None and Role(request.membership.role).includes(Role.OPERATOR)
