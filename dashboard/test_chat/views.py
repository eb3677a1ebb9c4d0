"""The test chat: an agent is spoken to as a customer would, and what it does is laid open. Nothing is written."""

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from agents import selectors as agent_selectors
from agents.models import Agent
from automation.held_here import (
    chat_answer_anew,
    chat_begin,
    chat_person_say,
    chat_persona_set,
    chat_say,
    chat_travel,
)
from chat import services as chat
from chat.models import Conversation, Message
from dashboard.live.events import streamed
from dashboard.test_chat.forms import TEXT_MOST, PersonaForm
from dashboard.test_chat.page import page_new, page_of
from tenants.errors import ApplicationError
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required

PAGE = "dashboard/test_chat/page.html"
# Of a burst that is pasted.
BURST_MOST = 10


@require_GET
@tenant_role_required(Role.BUILDER)
def new(request: TenantRequest) -> HttpResponse:
    there = agent_selectors.agents()
    wanted = request.GET.get("agent", "")
    agent = (there.filter(pk=wanted).first() if wanted.isdecimal() else None) or there.first()
    return render(request, PAGE, page_new(agent) if agent else {})


@require_POST
@tenant_role_required(Role.BUILDER)
def begin(request: TenantRequest, agent_id: int) -> HttpResponse:
    agent = get_object_or_404(agent_selectors.agents(), pk=agent_id)
    form = PersonaForm(request.POST, agent=agent)
    if not form.is_valid():
        return render(request, PAGE, page_new(agent, form=form), status=422)
    try:
        conversation = chat_begin(
            origin=Conversation.Origin.TEST, agent_id=agent.pk, persona=form.persona(), at=form.cleaned_data["at"]
        )
    except ApplicationError as error:
        form.add_error(None, error.message)
        return render(request, PAGE, page_new(agent, form=form), status=422)
    _say(request, conversation)
    return redirect("test-chat-conversation", conversation.pk)


@require_GET
@tenant_role_required(Role.BUILDER)
def conversation(request: TenantRequest, conversation_id: int, message_id: int | None = None) -> HttpResponse:
    """`message_id`: of the customer; a turn has an address of its own."""
    held = _test(conversation_id)
    context = page_of(held, _agent(held), turn_id=message_id, user_id=request.user.pk)
    return render(request, PAGE, {**context, "turn_id": message_id})


@require_POST
@tenant_role_required(Role.BUILDER)
def say(request: TenantRequest, conversation_id: int) -> HttpResponse:
    _say(request, _test(conversation_id))
    return redirect("test-chat-conversation", conversation_id)


@require_POST
@tenant_role_required(Role.BUILDER)
def person_say(request: TenantRequest, conversation_id: int) -> HttpResponse:
    text = request.POST.get("text", "").strip()[:TEXT_MOST]
    text = text or _("Hello, I am taking over from here.")
    chat_person_say(conversation=_test(conversation_id), text=text, author_name=str(request.user))
    return redirect("test-chat-conversation", conversation_id)


@require_POST
@tenant_role_required(Role.BUILDER)
def hand_back(request: TenantRequest, conversation_id: int) -> HttpResponse:
    chat.conversation_hand_back(conversation=_test(conversation_id), at=timezone.now())
    return redirect("test-chat-conversation", conversation_id)


@require_POST
@tenant_role_required(Role.BUILDER)
def travel(request: TenantRequest, conversation_id: int) -> HttpResponse:
    """`to`: hours (two of them), or workday."""
    to_workday = request.POST.get("to") == "workday"
    chat_travel(conversation=_test(conversation_id), hours=None if to_workday else 2)
    return redirect("test-chat-conversation", conversation_id)


@require_POST
@tenant_role_required(Role.BUILDER)
def anew(request: TenantRequest, conversation_id: int) -> HttpResponse:
    if not chat_answer_anew(conversation=_test(conversation_id)):
        messages.info(request, _("There is no answer yet that could be made anew."))
    return redirect("test-chat-conversation", conversation_id)


@require_POST
@tenant_role_required(Role.BUILDER)
def persona(request: TenantRequest, conversation_id: int) -> HttpResponse:
    held = _test(conversation_id)
    agent = get_object_or_404(agent_selectors.agents(), pk=held.agent_id)
    form = PersonaForm(request.POST, agent=agent)
    if form.is_valid():
        try:
            chat_persona_set(conversation=held, persona=form.persona(), at=form.cleaned_data["at"])
            messages.success(request, _("From the next message on, the customer is seen like this."))
            return redirect("test-chat-conversation", conversation_id)
        except ApplicationError as error:
            form.add_error(None, error.message)
    return render(request, PAGE, page_of(held, agent, turn_id=None, user_id=request.user.pk, form=form), status=422)


@require_POST
@tenant_role_required(Role.BUILDER)
def feedback(request: TenantRequest, conversation_id: int, message_id: int) -> HttpResponse:
    reply = get_object_or_404(_test(conversation_id).messages, pk=message_id, author=Message.Author.AGENT)
    is_good = request.POST.get("verdict") == "up"
    wanted = request.POST.get("wanted", "").strip()[:TEXT_MOST]
    chat.feedback_give(message=reply, user_id=request.user.pk, is_good=is_good, wanted=wanted)
    messages.success(request, _("Noted."))
    return redirect("test-chat-conversation", conversation_id)


@require_GET
@tenant_role_required(Role.BUILDER)
def stream(request: TenantRequest, conversation_id: int, message_id: int) -> StreamingHttpResponse:
    message = get_object_or_404(_test(conversation_id).messages, pk=message_id, author=Message.Author.CUSTOMER)
    location = reverse("test-chat-conversation", args=[conversation_id])
    return streamed(message, tenant=request.tenant, location=location, with_settings=True)


def _say(request: TenantRequest, conversation: Conversation) -> None:
    """Each line is a message of its own where a burst is wanted."""
    text = request.POST.get("text", "").replace("\r\n", "\n").strip()[:TEXT_MOST]
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    texts = lines[:BURST_MOST] if request.POST.get("burst") else [text]
    if text:
        chat_say(conversation=conversation, texts=texts)


def _test(conversation_id: int) -> Conversation:
    return get_object_or_404(Conversation, pk=conversation_id, origin=Conversation.Origin.TEST)


def _agent(conversation: Conversation) -> Agent | None:
    return agent_selectors.agents().filter(pk=conversation.agent_id).first()
