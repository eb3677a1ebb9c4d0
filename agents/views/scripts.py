"""The Scripts tab: the draft's scripts, and the editor of one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agents import selectors
from agents.faults import SettingsInvalid
from agents.likeness import likeness
from agents.models import Agent
from agents.posted import revision_posted
from agents.scripting.fields import field_names
from agents.scripting.form import EMPTY, ScriptForm, edited, posted_script
from agents.scripting.page import editor_context, list_context
from agents.scripting.words import example_script, said_name
from agents.scripts.matching import STARTS_FROM, matches
from agents.services import DraftChanged
from agents.services.scripts import ScriptNotFound, script_add, script_change, script_delete, script_of, scripts_of
from agents.settings.scripts import Script
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.BUILDER)
def agent_scripts(request: TenantRequest, agent_id: int) -> HttpResponse:
    """The list; `?said=` tries which script would begin with these words. Posted: a script to begin with."""
    agent = get_object_or_404(selectors.agents(), pk=agent_id)
    if request.method == "POST":
        script = script_add(agent=agent, fields=example_script(), author=request.user)
        return redirect("agent-script", agent.pk, script.id)
    scripts = scripts_of(agent, draft=True)
    said = request.GET.get("said", "").strip()[:1000]
    tried = matches(said, scripts, likeness=likeness)[:3] if said else []
    context = list_context(agent, scripts) | {"said": said, "tried": tried, "starts_from": STARTS_FROM}
    return render(request, "agents/scripts.html", context)


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.BUILDER)
def agent_script_new(request: TenantRequest, agent_id: int) -> HttpResponse:
    agent = get_object_or_404(selectors.agents(), pk=agent_id)
    return _editor(request, agent, None)


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.BUILDER)
def agent_script(request: TenantRequest, agent_id: int, script_id: int) -> HttpResponse:
    agent = get_object_or_404(selectors.agents(), pk=agent_id)
    return _editor(request, agent, _draft_script(agent, script_id))


@require_POST
@tenant_role_required(Role.BUILDER)
def agent_script_switch(request: TenantRequest, agent_id: int, script_id: int) -> HttpResponse:
    agent = get_object_or_404(selectors.agents(), pk=agent_id)
    script = _draft_script(agent, script_id)
    script_change(agent=agent, script_id=script.id, patch={"is_active": not script.is_active}, author=request.user)
    return redirect("agent-scripts", agent.pk)


@require_POST
@tenant_role_required(Role.BUILDER)
def agent_script_delete(request: TenantRequest, agent_id: int, script_id: int) -> HttpResponse:
    agent = get_object_or_404(selectors.agents(), pk=agent_id)
    script = _draft_script(agent, script_id)
    script_delete(agent=agent, script_id=script.id, author=request.user)
    messages.success(request, _("“%(script)s” is deleted from the draft.") % {"script": script.name})
    return redirect("agent-scripts", agent.pk)


def _draft_script(agent: Agent, script_id: int) -> Script:
    try:
        return script_of(agent, script_id, draft=True)
    except ScriptNotFound as error:
        raise Http404 from error


def _editor(request: TenantRequest, agent: Agent, script: Script | None) -> HttpResponse:
    """A button of the list of steps changes what is shown, and saves nothing: a new step is empty."""
    fields = field_names()
    values = script.model_dump(mode="json") if script else EMPTY
    if request.method != "POST":
        return _page(request, agent, script, ScriptForm(values), fields)
    paths = {name: path for path, name in fields.items()} | {said_name(): "said"}
    values = posted_script(request.POST, fields=paths)
    do = request.POST.get("do", "save")
    if do != "save":
        return _page(request, agent, script, ScriptForm(edited(values, do=do)), fields, is_changed=True)
    try:
        saved = _save(request, agent, script, values)
    except SettingsInvalid as error:
        faults = {fault.path: fault.message for fault in error.faults}
        return _page(request, agent, script, ScriptForm(values, faults), fields, is_changed=True, status=422)
    except DraftChanged as error:
        form = ScriptForm(values, {"": error.message})
        return _page(request, agent, script, form, fields, is_changed=True, status=409)
    messages.success(request, _("Saved in the draft."))
    return redirect("agent-script", agent.pk, saved.id)


def _save(request: TenantRequest, agent: Agent, script: Script | None, values: dict[str, Any]) -> Script:
    seen = revision_posted(request.POST)
    if script is None:
        return script_add(agent=agent, fields=values, author=request.user, seen=seen)
    return script_change(agent=agent, script_id=script.id, patch=values, author=request.user, seen=seen)


def _page(
    request: TenantRequest,
    agent: Agent,
    script: Script | None,
    form: ScriptForm,
    fields: dict[str, str],
    *,
    is_changed: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = editor_context(agent, script, form, fields) | {"is_changed": is_changed}
    if request.method == "POST":
        context["revision"] = revision_posted(request.POST)
    return render(request, "agents/script.html", context, status=status)
