"""The workspace's agents: their list, and a new one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from agents import selectors, services
from agents.drafting import settings_begun, settings_patched
from agents.faults import SettingsInvalid
from agents.new_agent import template_choices
from agents.overview.listing import agent_cards
from agents.templates_of_agents import LANGUAGES, template_by_key
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required


@require_GET
@tenant_role_required(Role.VIEWER)
def agent_list(request: TenantRequest) -> HttpResponse:
    return render(request, "agents/list.html", {"cards": agent_cards(selectors.agents(), now=timezone.now())})


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.BUILDER)
def agent_new(request: TenantRequest) -> HttpResponse:
    """`in`: the language of the templates; `template`: a key of one, empty to begin with nothing."""
    language = request.POST.get("in") or request.GET.get("in") or get_language()
    language = language if language in LANGUAGES else next(iter(LANGUAGES))
    fault = ""
    if request.method == "POST":
        template = template_by_key(request.POST.get("template", ""), language=language)
        name = request.POST.get("name", "").strip()
        said = {"hours": {"zone": timezone.get_current_timezone_name()}} | ({"name": name} if name else {})
        try:
            settings = settings_patched(template.settings, said) if template else settings_begun(said)
        except SettingsInvalid as error:
            fault = error.message
        else:
            agent = services.agent_create(settings=settings, author=request.user)
            messages.success(request, _("%(agent)s is here. Now choose where it works.") % {"agent": agent.name})
            return redirect("agent-pipelines", agent.pk)
    context = {
        "templates": template_choices(language),
        "language": language,
        "languages": LANGUAGES,
        "chosen": request.POST.get("template", ""),
        "name": request.POST.get("name", ""),
        "fault": fault,
    }
    return render(request, "agents/new.html", context)
