"""What happened to a connection, newest first: its own events, syncs and checks in one list."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from crm_kommo.models import CheckRun, Connection, ConnectionEvent, SyncRun
from crm_kommo.models.failure import Failure
from crm_kommo.tones import CHECK_TONES, SYNC_TONES
from tenants.selectors import people_named

MOST = 100
BAD = (ConnectionEvent.Kind.REFRESH_FAILED, ConnectionEvent.Kind.REVOKED, ConnectionEvent.Kind.BLOCKED)
FINE = (ConnectionEvent.Kind.CONNECTED, ConnectionEvent.Kind.UNBLOCKED)


@dataclass(frozen=True)
class LogLine:
    at: datetime
    tone: str
    title: str
    detail: str
    by: str


def log_lines(connection: Connection) -> list[LogLine]:
    """The newest MOST; four queries."""
    events = list(connection.journal.order_by("-at")[:MOST])
    syncs = list(connection.sync_runs.order_by("-created_at")[:MOST])
    checks = list(connection.check_runs.order_by("-created_at")[:MOST])
    ids = {event.by_id for event in events} | {run.requested_by_id for run in [*syncs, *checks]}
    names = people_named(ids - {None})
    lines = [
        *(_event(event, by=names.get(event.by_id, "")) for event in events),
        *(_sync(run, by=names.get(run.requested_by_id, "")) for run in syncs),
        *(_checks(run, by=names.get(run.requested_by_id, "")) for run in checks),
    ]
    return sorted(lines, key=lambda line: line.at, reverse=True)[:MOST]


def _event(event: ConnectionEvent, *, by: str) -> LogLine:
    tone = "bad" if event.kind in BAD else "ok" if event.kind in FINE else "off"
    return LogLine(event.at, tone, event.get_kind_display(), _words(event.detail), by)


def _words(detail: str) -> str:
    """A code of ours in words; anything else is Kommo's own."""
    if detail in Failure.values:
        return str(Failure(detail).label)
    states = Connection.WebhookState
    return str(states(detail).label) if detail in states.values else detail


def _sync(run: SyncRun, *, by: str) -> LogLine:
    title = _("Sync: %(what)s. %(state)s") % {"what": run.get_what_display(), "state": run.get_state_display()}
    return LogLine(run.created_at, SYNC_TONES[run.state], title, run.get_error_display(), by)


def _checks(run: CheckRun, *, by: str) -> LogLine:
    bad = sum(result["outcome"] == "bad" for result in run.results)
    title = _("Checks. %(state)s") % {"state": run.get_state_display()}
    detail = _("%(bad)s of %(all)s broken") % {"bad": bad, "all": len(run.results)} if run.results else ""
    return LogLine(run.created_at, "bad" if bad else CHECK_TONES[run.state], title, detail, by)
