"""What all tabs of an agent's page do: they show a part of the draft, and save what is posted into it.

Posted by htmx, which saves by itself after a pause, the answer is the state of the saving; posted by the button, it is
the page.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import trigger_client_event

from agents import selectors
from agents.drafting import settings_patched
from agents.faults import SettingsInvalid
from agents.models import Agent, AgentVersion
from agents.posted import Posted, posted_settings, revision_posted
from agents.services import DraftChanged, draft_change
from agents.services.versions import Change
from agents.settings import AgentSettings
from agents.tab_form import TabForm
from agents.tabs import tab_of_page
from tenants.models import User
from tenants.permissions import TenantRequest

FAULTY = 422
# What the bar with what is not published yet listens for.
SAVED = "draft-saved"


@dataclass(frozen=True)
class Tab:
    """`page`: the name of its address; `more`: what else its template needs.

    `apart`: parts that may be unfinished for a while; what is wrong with them keeps the rest from nothing.
    `read`: what is posted as a patch of the settings it is laid over, where the controls alone do not say it.
    """

    page: str
    template: str
    more: Callable[[TenantRequest, Agent, TabForm], dict[str, Any]]
    read: Callable[[Posted, AgentSettings], Mapping[str, Any]] | None = None
    apart: tuple[str, ...] = ()

    def patch(self, posted: Posted, settings: AgentSettings) -> Mapping[str, Any]:
        return self.read(posted, settings) if self.read else posted_settings(posted, parts=tab_of_page(self.page).parts)


def draft_post(*, agent: Agent, posted: Any, change: Change, author: User) -> AgentVersion:
    """Save what a tab's form says; `revision` in it is that of the draft it showed. Raises as `draft_change`."""
    return draft_change(agent=agent, change=change, author=author, seen_revision=revision_posted(posted))


def tab_answer(request: TenantRequest, *, agent_id: int, tab: Tab) -> HttpResponse:
    """Show the draft, or save what was posted."""
    agent = get_object_or_404(selectors.agents(), pk=agent_id)
    if request.method != "POST":
        draft = selectors.draft_of(agent)
        return _page(request, tab, agent, TabForm.of(draft, selectors.settings_of(draft)))
    try:
        draft = _save(request, tab, agent)
    except SettingsInvalid as error:
        return _faulty_in_part(request, tab, agent, error)
    except DraftChanged as error:
        return _faulty(request, tab, agent, clash=error.message)
    if request.htmx:
        state = {"form": TabForm(draft.revision, {}), "saved_at": timezone.now()}
        return trigger_client_event(render(request, "agents/tab_state.html", state), SAVED)
    messages.success(request, _("Saved in the draft."))
    # With what the address says of which part is shown.
    return redirect(request.get_full_path())


def _save(request: TenantRequest, tab: Tab, agent: Agent, *, without: Iterable[str] = ()) -> AgentVersion:
    """Raises SettingsInvalid, DraftChanged."""

    def change(settings: AgentSettings) -> AgentSettings:
        patch = tab.patch(request.POST, settings)
        return settings_patched(settings, {part: value for part, value in patch.items() if part not in without})

    return draft_post(agent=agent, posted=request.POST, change=change, author=request.user)


def _faulty_in_part(request: TenantRequest, tab: Tab, agent: Agent, error: SettingsInvalid) -> HttpResponse:
    """Where only what stands apart is faulty, the rest is saved."""
    faulty = {fault.path.partition(".")[0] for fault in error.faults}
    if not faulty <= set(tab.apart):
        return _faulty(request, tab, agent, faults=error.faults)
    try:
        draft = _save(request, tab, agent, without=faulty)
    except DraftChanged as clash:
        return _faulty(request, tab, agent, clash=clash.message)
    answer = _faulty(request, tab, agent, faults=error.faults, revision=draft.revision, rest_is_saved=True)
    return trigger_client_event(answer, SAVED) if request.htmx else answer


def _faulty(request: TenantRequest, tab: Tab, agent: Agent, **wrong: Any) -> HttpResponse:
    """What was typed is kept, on the revision it was typed over: saved once more it would clash once more."""
    wrong.setdefault("revision", revision_posted(request.POST))
    draft = selectors.draft_of(agent)
    settings = selectors.settings_of(draft)
    form = TabForm.of(draft, settings).typed(tab.patch(request.POST, settings), **wrong)
    if request.htmx:
        return render(request, "agents/tab_state.html", {"form": form}, status=FAULTY)
    return _page(request, tab, agent, form, status=FAULTY)


def _page(request: TenantRequest, tab: Tab, agent: Agent, form: TabForm, *, status: int = 200) -> HttpResponse:
    context = {"agent": agent, "form": form, "builtin_answers": selectors.builtin_answers(agent)}
    return render(request, tab.template, context | tab.more(request, agent, form), status=status)
