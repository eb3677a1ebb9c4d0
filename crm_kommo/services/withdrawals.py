"""Kommo tells that our access ended there. It is believed when Kommo turns us away: the hook's signature holds no time,
so that who saw it once could send it for ever.
"""

from datetime import timedelta

import structlog

from crm_kommo.calls import client_of
from crm_kommo.client import errors
from crm_kommo.client.limiter import Lane
from crm_kommo.models import Connection
from crm_kommo.services.disconnects import connection_withdrawn
from tenants.jobs import RetryLater, job_put

log = structlog.get_logger(__name__)

JOB_KIND = "kommo.withdrawn"
RETRY_AFTER = timedelta(minutes=1)
TURNED_AWAY = (errors.Unauthorized, errors.GrantRefused, errors.AccountGone)


def withdrawal_owe(*, connection: Connection) -> None:
    """Owe a look at whether access has ended; however often it is told, one look waits."""
    job_put(JOB_KIND, key=str(connection.pk), payload={"connection_id": connection.pk})


def withdrawal_check(*, connection_id: int) -> None:
    """Ask Kommo with the grant held, and forget it when it is refused. Raises RetryLater while Kommo is away."""
    by_consent = Connection.objects.filter(pk=connection_id, kind=Connection.Kind.OAUTH)
    connection = by_consent.exclude(status=Connection.Status.DISCONNECTED).first()
    if connection is None:
        return
    try:
        client_of(connection, lane=Lane.BACKGROUND).account.get()
    except TURNED_AWAY:
        connection_withdrawn(connection=connection)
    except errors.KommoError as error:
        if error.retryable:
            raise RetryLater(after=RETRY_AFTER, reason=type(error).__name__, counts=False) from error
        log.warning("kommo_withdrawal_not_confirmed", connection_id=connection.pk, error=type(error).__name__)
    else:
        log.warning("kommo_withdrawal_untrue", connection_id=connection.pk)
