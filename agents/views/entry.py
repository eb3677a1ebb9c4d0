"""The Lead & Contact tab · Data entry: the rules by which an agent fills fields, and trying them."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from agents import selectors
from agents.card_fields.rules import fields_to_fill, rule_rows
from agents.card_fields.rules_posted import rules_posted
from agents.card_fields.trial_rows import said_rows, tried_rows
from agents.card_fields.words import EXAMPLE, OVERWRITE
from agents.card_kinds import CARD_NAMES, ENTITIES
from agents.controls import CONTROLS
from agents.entry.trial import entry_try
from agents.forms import TryForm
from agents.models import Agent
from agents.posted import Posted
from agents.settings import AgentSettings
from agents.settings.card_field import CardKind
from agents.tab_form import TabForm
from agents.views.fields import card_of
from agents.views.tab import Tab, tab_answer
from crm_kommo import selectors as crm
from crm_kommo.sync_bar import sync_state
from tenants.errors import ApplicationError
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.BUILDER)
def agent_fields_entry(request: TenantRequest, agent_id: int) -> HttpResponse:
    return tab_answer(request, agent_id=agent_id, tab=TABS[card_of(request)])


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.BUILDER)
def agent_fields_try(request: TenantRequest, agent_id: int) -> HttpResponse:
    """Nothing is stored; a model may be asked."""
    agent = get_object_or_404(selectors.agents(), pk=agent_id)
    form = TryForm(request.POST or None)
    context = {
        "agent": agent,
        "try_form": form,
        "example": EXAMPLE,
        "builtin_answers": selectors.builtin_answers(agent),
    }
    if form.is_valid():
        context |= _tried(agent, form)
    template = "agents/fields/tried.html" if request.htmx else "agents/fields/try_page.html"
    return render(request, template, context)


def _tried(agent: Agent, form: TryForm) -> dict[str, Any]:
    chosen = form.cleaned_data
    try:
        trial = entry_try(
            agent=agent,
            version=selectors.draft_of(agent),
            dialogue=chosen["dialogue"],
            now=timezone.now(),
            lead_id=chosen["lead"],
        )
    except ApplicationError as error:
        form.add_error("lead", str(error.message))
        return {}
    return {"trial": trial, "said": said_rows(trial), "tried": tried_rows(trial)}


def _read(posted: Posted, settings: AgentSettings, *, card: CardKind) -> dict[str, Any]:
    return rules_posted(posted, card=card, settings=settings, catalogue=crm.field_catalogue(ENTITIES[card]))


def _more(request: TenantRequest, agent: Agent, form: TabForm) -> dict[str, Any]:
    card = card_of(request)
    shown = {
        "card": card,
        "form": form,
        "settings": selectors.settings_of(selectors.draft_of(agent)),
        "catalogue": crm.field_catalogue(ENTITIES[card]),
    }
    overwrite = CONTROLS["data_entry.lead.*.settings.overwrite"].choices
    return {
        "card": card,
        "cards": CARD_NAMES,
        "rules": rule_rows(**shown),
        "to_fill": fields_to_fill(**shown),
        "overwrite": [(value, str(words), str(OVERWRITE[value])) for value, words in overwrite.items()],
        "at": request.GET.get("at", ""),
        "sync": sync_state("fields", request.membership),
        "try_form": TryForm(),
        "example": EXAMPLE,
    }


TABS = {
    card: Tab(
        page="agent-fields-entry",
        template="agents/fields/entry.html",
        more=_more,
        read=partial(_read, card=card),
    )
    for card in CARD_NAMES
}
