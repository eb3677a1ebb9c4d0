"""The Lead & Contact tab · Data access: what an agent may see of the cards."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agents import selectors
from agents.card_fields.access import access_posted, access_rows
from agents.card_fields.filters import FieldFilter
from agents.card_fields.places import places_of_fields
from agents.card_fields.presets import preset_patch
from agents.card_fields.words import LEVELS
from agents.card_kinds import CARD_NAMES, ENTITIES
from agents.cards import catalogues
from agents.models import Agent
from agents.services import draft_patch
from agents.settings.card_field import CardKind
from agents.tab_form import TabForm
from agents.views.tab import Tab, tab_answer
from crm_kommo import selectors as crm
from crm_kommo.sync_bar import sync_state
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.BUILDER)
def agent_fields(request: TenantRequest, agent_id: int) -> HttpResponse:
    return tab_answer(request, agent_id=agent_id, tab=TABS[card_of(request)])


@require_POST
@tenant_role_required(Role.BUILDER)
def agent_fields_preset(request: TenantRequest, agent_id: int, name: str) -> HttpResponse:
    agent = get_object_or_404(selectors.agents(), pk=agent_id)
    patch = preset_patch(name, settings=selectors.settings_of(selectors.draft_of(agent)), known=catalogues())
    if patch is None:
        raise Http404
    draft_patch(agent=agent, patch=patch, author=request.user)
    messages.success(request, _("Saved in the draft."))
    return redirect("agent-fields", agent.pk)


def card_of(request: TenantRequest) -> CardKind:
    return "contact" if request.GET.get("card") == "contact" else "lead"


def _more(request: TenantRequest, agent: Agent, form: TabForm) -> dict[str, Any]:
    card = card_of(request)
    catalogue = crm.field_catalogue(ENTITIES[card])
    rows = list(
        access_rows(
            card=card,
            access=form.values["access"],
            catalogue=catalogue,
            samples=crm.field_samples(ENTITIES[card], catalogue=catalogue),
            places=places_of_fields(selectors.settings_of(selectors.draft_of(agent))),
        )
    )
    shown = FieldFilter.of(request.GET)
    return {
        "card": card,
        "cards": CARD_NAMES,
        "filter": shown,
        "rows": shown.taken(rows),
        "total": len(rows),
        "groups": sorted({row.group for row in rows}),
        "types": sorted({row.type for row in rows if row.type}),
        # Put into words once, not in each of hundreds of rows.
        "levels": {level: str(words) for level, words in LEVELS.items()},
        "sync": sync_state("fields", request.membership),
    }


TABS = {
    card: Tab(
        page="agent-fields",
        template="agents/fields/access.html",
        more=_more,
        read=partial(access_posted, card=card),
    )
    for card in CARD_NAMES
}
