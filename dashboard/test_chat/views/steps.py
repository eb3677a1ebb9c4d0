"""What is done in a conversation of the test chat; each leads back to it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agents import selectors as agent_selectors
from automation.held_here import chat_answer_anew, chat_hand_back, chat_person_say, chat_persona_set, chat_travel
from chat import services as chat
from chat.models import Message
from dashboard.test_chat.forms import TEXT_MOST, PersonaForm
from dashboard.test_chat.found import test_found
from dashboard.test_chat.page import TEMPLATE, page_of
from dashboard.test_chat.said import said_in
from tenants.errors import ApplicationError
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required


@require_POST
@tenant_role_required(Role.BUILDER)
def say(request: TenantRequest, conversation_id: int) -> HttpResponse:
    said_in(test_found(conversation_id), request.POST)
    return redirect("test-chat-conversation", conversation_id)


@require_POST
@tenant_role_required(Role.BUILDER)
def person_say(request: TenantRequest, conversation_id: int) -> HttpResponse:
    text = _("Hello, I am taking over from here.")
    chat_person_say(conversation=test_found(conversation_id), text=text, author_name=str(request.user))
    return redirect("test-chat-conversation", conversation_id)


@require_POST
@tenant_role_required(Role.BUILDER)
def hand_back(request: TenantRequest, conversation_id: int) -> HttpResponse:
    chat_hand_back(conversation=test_found(conversation_id))
    return redirect("test-chat-conversation", conversation_id)


@require_POST
@tenant_role_required(Role.BUILDER)
def travel(request: TenantRequest, conversation_id: int) -> HttpResponse:
    """`to`: hours (two of them), or workday."""
    to_workday = request.POST.get("to") == "workday"
    chat_travel(conversation=test_found(conversation_id), hours=None if to_workday else 2)
    return redirect("test-chat-conversation", conversation_id)


@require_POST
@tenant_role_required(Role.BUILDER)
def anew(request: TenantRequest, conversation_id: int) -> HttpResponse:
    if not chat_answer_anew(conversation=test_found(conversation_id)):
        messages.info(request, _("There is no answer yet that could be made anew."))
    return redirect("test-chat-conversation", conversation_id)


@require_POST
@tenant_role_required(Role.BUILDER)
def persona(request: TenantRequest, conversation_id: int) -> HttpResponse:
    held = test_found(conversation_id)
    agent = get_object_or_404(agent_selectors.agents(), pk=held.agent_id)
    form = PersonaForm(request.POST, agent=agent)
    if form.is_valid():
        try:
            chat_persona_set(conversation=held, persona=form.persona(), at=form.cleaned_data["at"])
        except ApplicationError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("From the next message on, the customer is seen like this."))
            return redirect("test-chat-conversation", conversation_id)
    context = page_of(held, agent, turn_id=None, user_id=request.user.pk, form=form)
    return render(request, TEMPLATE, context, status=422)


@require_POST
@tenant_role_required(Role.BUILDER)
def feedback(request: TenantRequest, conversation_id: int, message_id: int) -> HttpResponse:
    reply = get_object_or_404(test_found(conversation_id).messages, pk=message_id, author=Message.Author.AGENT)
    is_good = request.POST.get("verdict") == "up"
    wanted = request.POST.get("wanted", "").strip()[:TEXT_MOST]
    chat.feedback_give(message=reply, user_id=request.user.pk, is_good=is_good, wanted=wanted)
    messages.success(request, _("Noted."))
    return redirect("test-chat-conversation", conversation_id)
