"""What a sync bar shows (templates/components/sync_bar.html), in words of the reader's language."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm_kommo.models import SyncRun


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
    poll_url: str
    connected: bool
    connect_url: str
    can_sync: bool


def sync_state_of(
    what: str,
    *,
    under_way: SyncRun | None,
    last_done: SyncRun | None,
    last_ended: SyncRun | None,
    is_connected: bool,
    can_sync: bool,
) -> SyncState:
    return SyncState(
        title=str(SyncRun.What(what).label),
        age_text=_age(last_done),
        summary_text=_summary(last_done),
        running=under_way is not None,
        done=under_way.done if under_way else 0,
        total=under_way.total if under_way else 0,
        error_text=last_ended.get_error_display() if last_ended else "",
        post_url=reverse("kommo-sync", args=[what]),
        poll_url=reverse("kommo-sync-bar", args=[what]),
        connected=is_connected,
        connect_url=reverse("kommo"),
        can_sync=can_sync,
    )


def _age(run: SyncRun | None) -> str:
    if run is None:
        return ""
    age = timesince(run.finished_at, depth=1)
    return _("%(age)s old") % {"age": age}


def _summary(run: SyncRun | None) -> str:
    if run is None:
        return ""
    counts = (
        (run.added, ngettext("%d added", "%d added", run.added)),
        (run.changed, ngettext("%d changed", "%d changed", run.changed)),
        (run.removed, ngettext("%d removed", "%d removed", run.removed)),
    )
    return ", ".join(words % count for count, words in counts if count) or _("nothing changed")
