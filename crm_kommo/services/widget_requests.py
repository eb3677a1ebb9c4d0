"""Bots that stop at our widget and wait: stored at the door, taken in later, answered where they said."""

from django.db import connection as database
from django.db import transaction
from django.utils import timezone

from crm_kommo.calls import client_of
from crm_kommo.client import errors
from crm_kommo.errors import SendRefused
from crm_kommo.failures import about_messages, write_failure
from crm_kommo.models import ChatWay, Connection, WidgetRequest
from crm_kommo.payloads.widget import WidgetCall
from crm_kommo.pieces import pieces_of, shortened
from crm_kommo.widget_token import TokenRefused
from tenants.errors import NotFound
from tenants.jobs import owe_params, owe_sql, wake_clock
from tenants.models import InboundRoute

JOB_KIND = "kommo.widget"
# Kommo's limits for what a widget has the bot say itself.
LONGEST_SHOW = 80
MOST_HANDLERS = 10

State = WidgetRequest.State

# One statement, as for hooks: Kommo waits two seconds. The host to answer at must be the connection's own.
STORE = """
WITH home AS (
    SELECT connection.id, connection.base_url = %(origin)s AS is_its_host
    FROM {schema}.crm_chat_ways way JOIN {schema}.crm_connections connection ON connection.id = way.connection_id
    WHERE way.widget_public_id = %(public_id)s AND connection.status <> 'disconnected'
), stored AS (
    INSERT INTO {schema}.crm_widget_requests
        (connection_id, continue_path, token_digest, lead_id, text, contact_name, state, received_at)
    SELECT id, %(continue_path)s, %(token_digest)s, %(lead_id)s, %(text)s, %(contact_name)s, 'stored', now()
    FROM home WHERE is_its_host
    ON CONFLICT DO NOTHING
    RETURNING id
), owing AS (
    SELECT id::text AS key, jsonb_build_object('request_id', id) AS payload FROM stored
), owed AS (
    {owe}
)
SELECT (SELECT is_its_host FROM home), EXISTS (SELECT FROM stored)
"""
KEPT = """
SELECT FROM {schema}.crm_widget_requests request JOIN {schema}.crm_chat_ways way USING (connection_id)
WHERE way.widget_public_id = %(public_id)s AND request.continue_path = %(continue_path)s
"""


def widget_store(*, route: InboundRoute, call: WidgetCall, lead_id: int, token_digest: bytes) -> bool:
    """Keep a waiting bot and owe its being taken in. False when it was kept before.

    Raises Connection.DoesNotExist when nothing is connected at this address, NotFound when the bot is to be answered
    on another host than the connection's, TokenRefused when its token came before with another bot.
    """
    schema = database.ops.quote_name(route.tenant.schema_name)
    values = {
        "public_id": route.public_id,
        "origin": call.origin,
        "continue_path": call.continue_path,
        "token_digest": token_digest,
        "lead_id": lead_id,
        "text": call.text,
        "contact_name": call.contact_name,
        **owe_params(JOB_KIND, tenant_id=route.tenant_id),
    }
    with database.cursor() as cursor:
        cursor.execute(STORE.format(schema=schema, owe=owe_sql("owing")), values)
        is_its_host, is_new = cursor.fetchone()
        if is_its_host and not is_new:
            cursor.execute(KEPT.format(schema=schema), values)
            if cursor.fetchone() is None:
                raise TokenRefused("used before")
    if is_its_host is None:
        raise Connection.DoesNotExist
    if not is_its_host:
        raise NotFound("The answer is wanted on a host that is not the account's.", code="foreign_host")
    if is_new:
        wake_clock()
    return is_new


def widget_take(*, request_id: int) -> WidgetRequest | None:
    """A stored request, which waits from now on; None when it was taken before. In the caller's transaction.

    A lead has one running bot at most, so those that waited for it before are gone.
    """
    taken = WidgetRequest.objects.select_for_update().filter(pk=request_id, state=State.STORED).first()
    if taken is None:
        return None
    same_lead = WidgetRequest.objects.filter(connection_id=taken.connection_id, lead_id=taken.lead_id)
    same_lead.filter(state__in=WidgetRequest.OPEN, pk__lt=taken.pk).update(state=State.GONE)
    taken.state = State.WAITING
    taken.save(update_fields=["state"])
    return taken


def widget_send(*, way: ChatWay, lead_id: int, text: str, within: float) -> bool:
    """Let the bot that waits for this lead say a text. False when none waits (any more).

    Raises SendRefused, TryLater, OutcomeUnknown.
    """
    request, may_have_been_sent = _claim(way, lead_id)
    if request is None:
        return False
    try:
        client_of(way.connection).bots.go_on(
            path=request.continue_path,
            data={"status": "success", "message": text},
            handlers=_handlers(way, text),
            within=within,
        )
    except errors.NotFound:
        # Of one whose answer was lost this says that the bot went on with it.
        _settle(request, State.ANSWERED if may_have_been_sent else State.GONE)
        return may_have_been_sent
    except errors.KommoError as error:
        failure = about_messages(write_failure(error))
        if not error.handled_unknown:
            _settle(request, State.GONE if isinstance(failure, SendRefused) else State.WAITING)
        raise failure from error
    _settle(request, State.ANSWERED)
    return True


@transaction.atomic
def _claim(way: ChatWay, lead_id: int) -> tuple[WidgetRequest | None, bool]:
    waiting = WidgetRequest.objects.select_for_update().filter(connection_id=way.connection_id, lead_id=lead_id)
    request = waiting.filter(state__in=WidgetRequest.OPEN).order_by("-pk").first()
    if request is None:
        return None, False
    may_have_been_sent = request.state == State.ANSWERING
    _settle(request, State.ANSWERING)
    return request, may_have_been_sent


def _settle(request: WidgetRequest, state: str) -> None:
    request.state = state
    request.answered_at = timezone.now() if state == State.ANSWERED else None
    request.save(update_fields=["state", "answered_at"])


def _handlers(way: ChatWay, text: str) -> list[dict]:
    """A step of the bot that prints {{json.message}} says it whole; else it is shown in short pieces, then cut."""
    if way.widget_step is not None:
        return [{"handler": "goto", "params": {"type": "question", "step": way.widget_step}}]
    pieces = pieces_of(text, most=LONGEST_SHOW)
    if len(pieces) > MOST_HANDLERS:
        last = shortened(" ".join(pieces[MOST_HANDLERS - 1 :]), most=LONGEST_SHOW)
        pieces = [*pieces[: MOST_HANDLERS - 1], last]
    return [{"handler": "show", "params": {"type": "text", "value": piece}} for piece in pieces]
