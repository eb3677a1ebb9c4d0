"""What a sync bar shows (templates/components/sync_bar.html), in words of the reader's language."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm_kommo import selectors
from crm_kommo.models import SyncRun
from crm_kommo.models.failure import Failure
from tenants.models import Membership, Role
from tenants.moments import ago

# The one under way lies among these, unless that many were begun and cancelled while it waited.
RUNS_LOOKED_AT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncState:
    """`age_text` is empty before the first sync; `done` and `total` count things read while `running`."""

    title: str
    age_text: str
    summary_text: str
    running: bool
    done: int
    total: int
    error_text: str
    post_url: str
    cancel_url: str
    poll_url: str
    connected: bool
    connect_url: str
    can_sync: bool


def sync_state(what: str, membership: Membership) -> SyncState:
    """What the sync bar of a kind shows to this member."""
    connection = selectors.connection_current()
    runs = list(selectors.sync_runs(what=what)[:RUNS_LOOKED_AT])
    under_way = next((run for run in runs if run.is_open), None)
    last_ended = next((run for run in runs if not run.is_open), None)
    last_done = selectors.sync_run_last_done(what)
    return SyncState(
        title=str(SyncRun.What(what).label),
        age_text=_age(last_done),
        summary_text=_summary(last_done, what),
        running=under_way is not None,
        done=under_way.done if under_way else 0,
        total=under_way.total if under_way else 0,
        error_text=_error(last_ended, what),
        post_url=reverse("kommo-sync", args=[what]),
        cancel_url=reverse("kommo-sync-cancel", args=[under_way.pk]) if under_way else "",
        poll_url=reverse("kommo-sync-bar", args=[what]),
        connected=bool(connection and connection.is_usable),
        connect_url=reverse("kommo"),
        can_sync=Role(membership.role).includes(Role.BUILDER),
    )


def _age(run: SyncRun | None) -> str:
    if run is None:
        return ""
    return ago(run.finished_at or run.updated_at)


def _summary(run: SyncRun | None, what: str) -> str:
    if run is None:
        return ""
    counts = run.parts.get(what) or {name: getattr(run, name) for name in ("added", "changed", "removed")}
    words = (
        (counts["added"], ngettext("%d added", "%d added", counts["added"])),
        (counts["changed"], ngettext("%d changed", "%d changed", counts["changed"])),
        (counts["removed"], ngettext("%d removed", "%d removed", counts["removed"])),
    )
    told = ", ".join(text % count for count, text in words if count) or _("nothing changed")
    return _("at the last sync, of “%(what)s”: %(changes)s") % {"what": SyncRun.What(what).label, "changes": told}


def _error(run: SyncRun | None, what: str) -> str:
    if run is None:
        return ""
    part = run.parts.get(what)
    code = part["error"] if part else run.error
    return str(Failure(code).label) if code else ""
