"""Exchanging the pair of tokens on a locked row, at the host where the account lives today."""

import time
from datetime import timedelta

import structlog
from django.utils import timezone

from crm_kommo import oauth
from crm_kommo.client import errors
from crm_kommo.models import Connection
from crm_kommo.models.failure import Failure
from crm_kommo.registrations import registration_of
from crm_kommo.turned_away import connection_turn_away, reason_of
from tenants.errors import InvalidInput

log = structlog.get_logger(__name__)

RETRY_AFTER = timedelta(seconds=30)
# Refused there, but not known whether the account has moved: another try is another bad grant, so not soon.
RETRY_REFUSED_AFTER = timedelta(minutes=10)
FINAL = (errors.GrantRefused, errors.NotFound, errors.Elsewhere)


def keep_grant(connection: Connection, grant: oauth.Grant) -> None:
    """Put a new pair on the row; the caller saves it."""
    connection.access_token = grant.access_token
    connection.refresh_token = grant.refresh_token
    connection.access_expires_at = grant.expires_at
    connection.refresh_issued_at = timezone.now()
    connection.refresh_retry_at = None
    connection.refresh_unknown_at = None
    connection.api_domain = grant.api_domain or connection.api_domain


def renew(connection: Connection, *, within: float) -> errors.KommoError | None:
    """Exchange the pair and save what came of it. Returned, not raised, so that the transaction commits."""
    if not connection.is_usable or not connection.refresh_token:
        return errors.GrantRefused("The connection has no grant.")
    now = timezone.now()
    if connection.refresh_retry_at and connection.refresh_retry_at > now:
        wait = (connection.refresh_retry_at - now).total_seconds()
        return errors.RateLimited("The token endpoint is given time.", status=None, retry_after=wait)

    failure: errors.KommoError | None = None
    try:
        keep_grant(connection, _exchange_where_it_lives(connection, within=within))
        connection.save()
    except FINAL as error:
        row = Connection.objects.filter(pk=connection.pk)
        connection_turn_away(row, reason=_final_reason(connection, error), detail=error.detail)
        failure = errors.GrantRefused(error.detail, status=error.status)
    except errors.KommoError as error:
        failure = _try_later(connection, error)
    log.info("kommo_token_refresh", connection_id=connection.pk, failure=type(failure).__name__ if failure else None)
    return failure


def locate(connection: Connection, *, within: float) -> bool:
    """Ask Kommo where the account lives, and keep it; whether that is another host than before.

    Raises client errors when Kommo cannot be asked now; that the grant is refused there too is an answer.
    """
    if not connection.refresh_token:
        return False
    asked = connection.api_domain or connection.base_url
    try:
        account_id, base_url = oauth.account_whereabouts(
            api_domain=asked, refresh_token=connection.refresh_token, within=within
        )
    except (InvalidInput, errors.Unauthorized, errors.Forbidden, errors.UnreadableAnswer) as error:
        log.warning("kommo_account_not_located", connection_id=connection.pk, error=type(error).__name__)
        return False
    except errors.KommoError as error:
        if error.retryable:
            raise
        return False
    # The account's id is its identity; another account's host must never get this one's tokens.
    if account_id != connection.account_id or base_url == connection.base_url:
        return False
    log.info("kommo_account_moved", connection_id=connection.pk)
    connection.base_url = base_url
    connection.subdomain = base_url.partition("://")[2].partition(".")[0]
    connection.save(update_fields=["base_url", "subdomain", "updated_at"])
    return True


def _exchange_where_it_lives(connection: Connection, *, within: float) -> oauth.Grant:
    """At the known host and, when it turns us away and the account has moved, at the new one."""
    deadline = time.monotonic() + within
    try:
        return _exchange(connection, within=within)
    except FINAL as refusal:
        try:
            has_moved = locate(connection, within=deadline - time.monotonic())
        except errors.KommoError as error:
            wait = RETRY_REFUSED_AFTER.total_seconds()
            raise errors.RateLimited(refusal.detail, status=error.status, retry_after=wait) from refusal
        if not has_moved:
            raise
    return _exchange(connection, within=deadline - time.monotonic())


def _exchange(connection: Connection, *, within: float) -> oauth.Grant:
    return oauth.exchange_refresh_token(
        base_url=connection.base_url,
        refresh_token=connection.refresh_token,
        registration=registration_of(connection.brand),
        within=within,
    )


def _final_reason(connection: Connection, error: errors.KommoError) -> Failure:
    if isinstance(error, errors.NotFound):  # the account's own host knows no token endpoint
        return Failure.ACCOUNT_GONE
    reason = reason_of(errors.GrantRefused(error.detail), kind=connection.kind)
    was_lost = connection.refresh_unknown_at and reason == Failure.GRANT_REFUSED
    return Failure.ANSWER_LOST if was_lost else reason


def _try_later(connection: Connection, error: errors.KommoError) -> errors.RateLimited:
    """What is not known to be final keeps the pair. The call that needed the token was never made."""
    wait = max(RETRY_AFTER.total_seconds(), getattr(error, "retry_after", 0.0))
    connection.refresh_retry_at = timezone.now() + timedelta(seconds=wait)
    if error.handled_unknown:
        connection.refresh_unknown_at = connection.refresh_unknown_at or timezone.now()
    connection.save()
    return errors.RateLimited(error.detail, status=error.status, retry_after=wait)
