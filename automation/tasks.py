"""The jobs of this app. One lease covers what a handler waits for, and a little more."""

from datetime import timedelta

from django.utils import timezone

from automation import delivery, intake, outbox, turns
from automation.kinds import DELIVERY_JOB, SEND_JOB, TURN_JOB
from tenants.jobs import job_handler


@job_handler("kommo.delivery", queue="events", lease=timedelta(seconds=60))
def process_delivery(*, delivery_id: int, **_later) -> None:
    intake.delivery_process(delivery_id=delivery_id, now=timezone.now())


@job_handler("kommo.widget", queue="events", lease=timedelta(seconds=60))
def take_widget_request(*, request_id: int, **_later) -> None:
    intake.widget_process(request_id=request_id, now=timezone.now())


def abandon_turn(*, reason: str, conversation_id: int, **_later) -> None:
    turns.turn_abandon(conversation_id=conversation_id)


# Longer than the longest single step, a model that takes its time; the handler renews it before each.
@job_handler(TURN_JOB, queue="turns", lease=timedelta(seconds=75), atomic=False, max_attempts=3, on_dead=abandon_turn)
def run_turn(*, conversation_id: int, **_later) -> None:
    turns.turn_run(conversation_id=conversation_id)


def abandon_reply(*, reason: str, message_id: int, **_later) -> None:
    outbox.reply_abandon(message_id=message_id, reason=reason)


@job_handler(SEND_JOB, queue="outbox", lease=outbox.SEND_LEASE, atomic=False, on_dead=abandon_reply)
def send_reply(*, message_id: int, **_later) -> None:
    outbox.reply_send(message_id=message_id)


# Longer than the longest read.
@job_handler(DELIVERY_JOB, queue="outbox", lease=timedelta(seconds=90), atomic=False, max_attempts=3)
def read_delivery(*, conversation_id: int, looks: int, **_later) -> None:
    delivery.delivery_read(conversation_id=conversation_id, looks=looks)
