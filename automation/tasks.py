"""The jobs of this app. One lease covers what a handler waits for, and a little more."""

from datetime import timedelta

from django.utils import timezone

from automation import intake, outbox, turns
from automation.kinds import SEND_JOB, TURN_JOB
from tenants.jobs import job_handler


@job_handler("kommo.delivery", queue="events", lease=timedelta(seconds=30))
def process_delivery(*, delivery_id: int, **_later) -> None:
    intake.delivery_process(delivery_id=delivery_id, now=timezone.now())


@job_handler(TURN_JOB, queue="turns", lease=timedelta(seconds=60), atomic=False, max_attempts=5)
def run_turn(*, conversation_id: int, **_later) -> None:
    turns.turn_run(conversation_id=conversation_id)


@job_handler(SEND_JOB, queue="outbox", lease=timedelta(seconds=30), atomic=False, max_attempts=12)
def send_reply(*, message_id: int, **_later) -> None:
    outbox.reply_send(message_id=message_id)
