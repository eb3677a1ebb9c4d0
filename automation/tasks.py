"""The jobs of this app. One lease covers what a handler waits for, and a little more."""

from datetime import UTC, datetime, timedelta

from django.db import connection
from django.utils import timezone

from automation import (
    delivery,
    gaps,
    hand_over_job,
    held_here,
    intake,
    outbox,
    remembering,
    stage_exits,
    summarizing,
    turns,
)
from automation import reconcile as reconciling
from automation.kinds import (
    ANSWER_JOB,
    DELIVERY_JOB,
    EXIT_JOB,
    GAP_JOB,
    HAND_OVER_JOB,
    OUTGOING_JOB,
    OUTGOING_PAUSED_JOB,
    OUTGOING_PRUNE_JOB,
    REMEMBER_JOB,
    SEND_JOB,
    SUMMARY_JOB,
    TURN_JOB,
)
from automation.outgoing import deliveries, notice, sending
from crm_kommo import services as crm
from crm_kommo.job_errors import retried_later
from crm_kommo.services.reconcile import RECONCILE_JOB
from crm_kommo.uses import StageKey
from knowledge.job_errors import embeddings_awaited
from tenants.jobs import job_handler


def abandon_delivery(*, reason: str, delivery_id: int, **_later) -> None:
    crm.delivery_fail(delivery_id=delivery_id, reason=reason)


@job_handler("kommo.delivery", queue="events", lease=timedelta(seconds=60), on_dead=abandon_delivery)
def process_delivery(*, delivery_id: int, repeated_at: float | None = None, **_later) -> None:
    """`repeated_at`: seconds of the epoch, when the same body came again."""
    repeated = datetime.fromtimestamp(repeated_at, UTC) if repeated_at else None
    intake.delivery_process(delivery_id=delivery_id, repeated_at=repeated, now=timezone.now())


def reconcile_another_time(*, reason: str, connection_id: int, **_later) -> None:
    crm.reconcile_finish(connection_id=connection_id, until=None)


@job_handler(RECONCILE_JOB, queue="sync", lease=timedelta(minutes=3), atomic=False, on_dead=reconcile_another_time)
def reconcile(*, connection_id: int, since: float | None = None, **_later) -> None:
    """`since`: seconds of the epoch."""
    begins = datetime.fromtimestamp(since, UTC) if since else None
    with retried_later():
        reconciling.reconcile(connection_id=connection_id, since=begins)


@job_handler("kommo.widget", queue="events", lease=timedelta(seconds=60))
def take_widget_request(*, request_id: int, **_later) -> None:
    intake.widget_process(request_id=request_id, now=timezone.now())


def abandon_turn(*, reason: str, conversation_id: int, **_later) -> None:
    turns.turn_abandon(conversation_id=conversation_id)


# Longer than the longest single step, a model that takes its time; the handler renews it before each.
@job_handler(TURN_JOB, queue="turns", lease=timedelta(seconds=75), atomic=False, max_attempts=3, on_dead=abandon_turn)
def run_turn(*, conversation_id: int, **_later) -> None:
    turns.turn_run(conversation_id=conversation_id)


def abandon_answer(*, reason: str, conversation_id: int, **_later) -> None:
    held_here.answer_abandon(conversation_id=conversation_id)


# A person looks on: it is not tried so often that they are gone.
@job_handler(
    ANSWER_JOB, queue="chats", lease=timedelta(seconds=75), atomic=False, max_attempts=2, on_dead=abandon_answer
)
def answer_here(*, conversation_id: int, **_later) -> None:
    held_here.answer_run(conversation_id=conversation_id)


# Some reads and a write.
@job_handler(EXIT_JOB, queue="outbox", lease=timedelta(seconds=90), atomic=False, max_attempts=5)
def take_stage_exit(*, message_id: int, agent_id: int, lead_id: int, stage: list[int], **_later) -> None:
    stage_exits.exit_take(message_id=message_id, agent_id=agent_id, lead_id=lead_id, stage=StageKey(*stage))


def abandon_reply(*, reason: str, message_id: int, **_later) -> None:
    outbox.reply_abandon(message_id=message_id, reason=reason)


@job_handler(SEND_JOB, queue="outbox", lease=outbox.SEND_LEASE, atomic=False, on_dead=abandon_reply)
def send_reply(*, message_id: int, **_later) -> None:
    outbox.reply_send(message_id=message_id)


@job_handler(HAND_OVER_JOB, queue="outbox", lease=timedelta(seconds=90), atomic=False)
def tell_hand_over(*, hand_over_id: int, **_later) -> None:
    hand_over_job.hand_over_tell(hand_over_id=hand_over_id)


def abandon_outgoing(*, reason: str, delivery_id: int, **_later) -> None:
    sending.delivery_abandon(delivery_id=delivery_id, reason=reason)


# The queue of what waits on the outside and may take its time; nobody's customer waits for it.
@job_handler(OUTGOING_JOB, queue="sync", lease=timedelta(seconds=60), atomic=False, on_dead=abandon_outgoing)
def send_outgoing(*, delivery_id: int, **_later) -> None:
    sending.delivery_send(delivery_id=delivery_id)


@job_handler(OUTGOING_PAUSED_JOB, queue="sync", atomic=False)
def tell_paused(*, endpoint_id: int, **_later) -> None:
    notice.pause_tell(endpoint_id=endpoint_id, tenant=connection.tenant)


@job_handler(GAP_JOB, queue="index", lease=timedelta(seconds=60), atomic=False)
def note_gap(*, message_ids: list[int], **_later) -> None:
    with embeddings_awaited():
        gaps.gap_take(message_ids=message_ids)


@job_handler(OUTGOING_PRUNE_JOB, queue="sync")
def prune_outgoing(**_later) -> None:
    deliveries.deliveries_prune(now=timezone.now())


# Longer than the longest read.
@job_handler(DELIVERY_JOB, queue="outbox", lease=timedelta(seconds=90), atomic=False, max_attempts=3)
def read_delivery(*, conversation_id: int, looks: int, **_later) -> None:
    delivery.delivery_read(conversation_id=conversation_id, looks=looks)


# Longer than a model may take. Nobody's customer waits for it.
@job_handler(REMEMBER_JOB, queue="sync", lease=timedelta(seconds=90), atomic=False, max_attempts=3)
def remember(*, conversation_id: int, **_later) -> None:
    remembering.remember_run(conversation_id=conversation_id)


@job_handler(SUMMARY_JOB, queue="sync", lease=timedelta(seconds=90), atomic=False, max_attempts=3)
def sum_up(*, conversation_id: int, **_later) -> None:
    summarizing.summary_run(conversation_id=conversation_id)
