"""Kommo does not let us in any more: why, as it is noted on the connection and in its journal. The owners are told."""

from django.db.models import QuerySet

from crm_kommo.client import errors
from crm_kommo.client.answers import NO_SUCH_ACCOUNT, USER_DISABLED
from crm_kommo.journal import journal_add
from crm_kommo.models import Connection, ConnectionEvent
from crm_kommo.models.failure import Failure
from crm_kommo.notices import Notice, notice_put

BY_CODE = {NO_SUCH_ACCOUNT: Failure.ACCOUNT_GONE, USER_DISABLED: Failure.USER_DISABLED}
# What the token endpoint says of an account that was deleted; it has no code for it.
INVALID_ACCOUNT = "Invalid account"
# Our access was good until it had to be renewed; any other reason ended it there.
NOT_RENEWED = (Failure.GRANT_REFUSED, Failure.ANSWER_LOST)

Kind = ConnectionEvent.Kind


def reason_of(error: errors.KommoError, *, kind: str) -> Failure:
    """In words that tell a person what to do. `kind`: of the connection."""
    if isinstance(error, errors.AccountGone) or INVALID_ACCOUNT in error.detail:
        return Failure.ACCOUNT_GONE
    by_code = BY_CODE.get(getattr(error, "code", 0))
    if by_code:
        return by_code
    if kind == Connection.Kind.LONG_LIVED:
        return Failure.TOKEN_REFUSED
    return Failure.GRANT_REFUSED if isinstance(error, errors.GrantRefused) else Failure.REVOKED


def connection_turn_away(rows: QuerySet[Connection], *, reason: Failure, detail: str) -> None:
    """Mark the connection as one that a person must reconnect, unless it was no usable one. In a transaction."""
    usable = rows.filter(status__in=Connection.USABLE)
    connection = usable.first()
    turned = connection is not None and usable.update(
        status=Connection.Status.NEEDS_RECONNECT, status_reason=reason, status_detail=detail
    )
    if turned:
        kind = Kind.REFRESH_FAILED if reason in NOT_RENEWED else Kind.REVOKED
        journal_add(connection_id=connection.pk, kind=kind, detail=detail or reason)
        notice_put(connection, Notice.NEEDS_RECONNECT)
