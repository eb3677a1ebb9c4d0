from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from redis import RedisError

from agents.models import AgentIntegration
from crm_kommo import selectors
from crm_kommo.models import Connection, SyncRun
from crm_kommo.services.chat_way_state import chat_way_closed
from crm_kommo.traffic import TOO_MANY_ERRORS, traffic
from dashboard.integrations.entry import Integration
from dashboard.integrations.health import Health, State

REFRESH_TOKEN_LIVES = timedelta(days=90)
BROKEN_WEBHOOK = (Connection.WebhookState.DISABLED, Connection.WebhookState.FAILED)


def _state() -> State:
    connection = selectors.connection_latest()
    if connection is None or connection.status == Connection.Status.DISCONNECTED:
        return State(health=Health.NOT_CONNECTED)
    synced_at, error_rate = _synced_at(), _error_rate(connection)
    health, detail = _health(connection, synced_at=synced_at, error_rate=error_rate)
    return State(
        health=health,
        detail=detail or connection.account_name,
        last_event_at=connection.last_event_at,
        last_call_at=connection.last_call_at,
        token_expires_at=_token_expires_at(connection),
        token_renews=connection.kind == Connection.Kind.OAUTH and connection.is_usable,
        error_rate=error_rate,
        synced_at=synced_at,
    )


def _health(connection: Connection, *, synced_at: datetime | None, error_rate: float | None) -> tuple[Health, str]:
    if connection.status == Connection.Status.NEEDS_RECONNECT:
        return Health.ACTION_NEEDED, connection.get_status_reason_display()
    if connection.status == Connection.Status.BLOCKED:
        return Health.DEGRADED, connection.get_status_reason_display()
    if connection.webhook_state in BROKEN_WEBHOOK:
        detail = connection.get_webhook_error_display() or connection.get_webhook_state_display()
        return Health.ACTION_NEEDED, _("Webhook: %(state)s") % {"state": detail}
    if why := chat_way_closed(connection):
        return Health.ACTION_NEEDED, _("Answers cannot be sent: %(reason)s") % {"reason": why}
    if synced_at is None:
        return Health.CONNECTING, _("The first sync is not done yet.")
    if error_rate is not None and error_rate > TOO_MANY_ERRORS:
        return Health.DEGRADED, _("Many calls failed within a day.")
    return Health.HEALTHY, ""


def _synced_at() -> datetime | None:
    done = selectors.sync_run_last_done(SyncRun.What.ALL)
    return done.finished_at if done else None


def _error_rate(connection: Connection) -> float | None:
    """None when nothing was called, and while Redis is away: it alone has counted."""
    try:
        buckets = traffic(base_url=connection.base_url)
    except RedisError:
        return None
    calls = sum(bucket.calls for bucket in buckets)
    return sum(bucket.errors for bucket in buckets) / calls if calls else None


def _token_expires_at(connection: Connection) -> datetime | None:
    """When the grant ends if nobody renews it. A token that cannot be renewed ends as it says."""
    if connection.refresh_issued_at:
        return connection.refresh_issued_at + REFRESH_TOKEN_LIVES
    return connection.access_expires_at


KOMMO = Integration(
    kind=AgentIntegration.Kind.KOMMO,
    name="Kommo",
    about=gettext_lazy("Your CRM: leads, stages, fields and chats."),
    icon="messages-square",
    page="kommo",
    state=_state,
    without=gettext_lazy("It stays silent in every chat of Kommo, whatever its pipelines and channels say."),
    can_sync=True,
)
