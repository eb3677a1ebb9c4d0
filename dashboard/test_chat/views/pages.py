"""The page of the test chat: a conversation that is to begin, and one that goes on, with a turn of it laid open."""

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from agents import selectors as agent_selectors
from automation.held_here import chat_begin
from chat.models import Conversation, Message
from dashboard.live.events import streamed
from dashboard.test_chat.forms import PersonaForm
from dashboard.test_chat.found import agent_of, test_found
from dashboard.test_chat.page import TEMPLATE, page_new, page_of
from dashboard.test_chat.said import said_in
from tenants.errors import ApplicationError
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required


@require_GET
@tenant_role_required(Role.BUILDER)
def new(request: TenantRequest) -> HttpResponse:
    there = agent_selectors.agents()
    wanted = request.GET.get("agent", "")
    agent = (there.filter(pk=wanted).first() if wanted.isdecimal() else None) or there.first()
    return render(request, TEMPLATE, page_new(agent) if agent else {})


@require_POST
@tenant_role_required(Role.BUILDER)
def begin(request: TenantRequest, agent_id: int) -> HttpResponse:
    agent = get_object_or_404(agent_selectors.agents(), pk=agent_id)
    form = PersonaForm(request.POST, agent=agent)
    if form.is_valid():
        try:
            held = chat_begin(
                origin=Conversation.Origin.TEST, agent_id=agent.pk, persona=form.persona(), at=form.cleaned_data["at"]
            )
        except ApplicationError as error:
            form.add_error(None, error.message)
        else:
            said_in(held, request.POST)
            return redirect("test-chat-conversation", held.pk)
    return render(request, TEMPLATE, page_new(agent, form=form), status=422)


@require_GET
@tenant_role_required(Role.BUILDER)
def conversation(request: TenantRequest, conversation_id: int, message_id: int | None = None) -> HttpResponse:
    """`message_id`: of the customer; a turn has an address of its own."""
    held = test_found(conversation_id)
    context = page_of(held, agent_of(held), turn_id=message_id, user_id=request.user.pk)
    return render(request, TEMPLATE, context)


@require_GET
@tenant_role_required(Role.BUILDER)
def stream(request: TenantRequest, conversation_id: int, message_id: int) -> StreamingHttpResponse:
    said = test_found(conversation_id).messages
    message = get_object_or_404(said, pk=message_id, author=Message.Author.CUSTOMER)
    location = reverse("test-chat-conversation", args=[conversation_id])
    return streamed(message, tenant=request.tenant, location=location, with_settings=True)
