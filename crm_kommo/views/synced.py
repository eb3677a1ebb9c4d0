"""What was read from Kommo, as a page: to look at, to name channels, to replace stages that are gone."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from crm_kommo import selectors, services
from crm_kommo.models import Replacement, SyncRun
from crm_kommo.sync_bar import sync_state
from crm_kommo.synced import synced, vanished_stages
from crm_kommo.tones import SYNC_TONES
from crm_kommo.uses import StageKey
from tenants.errors import ApplicationError
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required

RUNS_SHOWN = 10


@require_GET
@tenant_role_required(Role.VIEWER)
def data(request: TenantRequest) -> HttpResponse:
    return _data(request)


def _data(request: TenantRequest, *, refused: dict[str, object] | None = None) -> HttpResponse:
    """`refused`: a channel_id, the name that was typed for it, and why it cannot be."""
    context = {
        "connection": selectors.connection_latest(),
        "here": "kommo-data",
        "synced": synced(),
        "refused": refused,
        "sync": sync_state(SyncRun.What.ALL, request.membership),
        "runs": [(run, SYNC_TONES[run.state]) for run in selectors.sync_runs_all()[:RUNS_SHOWN]],
    }
    return render(request, "crm_kommo/data.html", context, status=422 if refused else 200)


@require_POST
@tenant_role_required(Role.ADMIN)
def channel(request: TenantRequest, channel_id: int) -> HttpResponse:
    """A row of the channels' table: its name, and whether agents may answer in it."""
    row, name = get_object_or_404(selectors.channels_all(), pk=channel_id), request.POST.get("name", "")
    try:
        services.channel_update(channel=row, name=name, is_enabled="is_enabled" in request.POST)
    except ApplicationError as error:
        return _data(request, refused={"channel_id": channel_id, "name": name, "why": error.message})
    messages.success(request, _("Saved."))
    return redirect("kommo-data")


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.BUILDER)
def stage_replace(request: TenantRequest) -> HttpResponse:
    """For the stage that `old` names (pipeline and stage, as 17-142): what uses it, and what may take its place."""
    old = _key(request.GET.get("old", ""))
    vanished = next((vanished for vanished in vanished_stages() if vanished.key == old), None)
    if vanished is None:
        messages.info(request, _("Nothing uses this stage any more."))
        return redirect("kommo-data")
    if request.method == "POST":
        try:
            replaced = services.stage_replace(old=old, new=_key(request.POST.get("new", "")), user=request.user)
        except ApplicationError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _what_was_done(replaced))
            return redirect("kommo-data")
    context = {
        "connection": selectors.connection_latest(),
        "here": "kommo-data",
        "vanished": vanished,
        "stages": selectors.stages_living(),
    }
    return render(request, "crm_kommo/stage_replace.html", context)


def _key(text: str) -> StageKey:
    """(0, 0), which no stage has, for what is no key."""
    pipeline, _dash, stage = text.partition("-")
    is_key = all(part.isascii() and part.isdigit() and len(part) < 19 for part in (pipeline, stage))
    return StageKey(int(pipeline), int(stage)) if is_key else StageKey(0, 0)


def _what_was_done(replaced: Replacement) -> str:
    done = ngettext(
        "“%(old)s” is replaced by “%(new)s” in %(count)d place.",
        "“%(old)s” is replaced by “%(new)s” in %(count)d places.",
        len(replaced.moved),
    ) % {"old": replaced.old_name, "new": replaced.new_name, "count": len(replaced.moved)}
    kept = [move["place"] for move in replaced.moved if move["kept_own"]]
    if not kept:
        return done
    return f"{done} " + _("%(places)s used it already and keeps its own settings there.") % {"places": ", ".join(kept)}
