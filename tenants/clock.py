"""The clock: sleeps until it is woken or something is due, claims what is due, hands it to Celery.

Any number of clocks may run: claims skip what another one holds. Its cost grows with the work that is due, never
with the number of tenants.
"""

import signal
import threading
import time
from itertools import groupby

import redis
import structlog
from django.conf import settings
from django.db import OperationalError, connection
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerUnavailable

from tenants.jobs.claim import TRAVEL_LEASE, Claimed, jobs_claim, jobs_in_flight, jobs_release, next_due
from tenants.jobs.registry import KINDS, QUEUES
from tenants.jobs.wake import WAKE_LIST
from tenants.tasks import jobs_run

log = structlog.get_logger(__name__)

LONGEST_SLEEP_SECONDS = 1.0
LONGEST_REST_SECONDS = 0.2
REST = 3
# Few enough that the last one of a message begins before its claim is taken to be lost.
ROWS_A_MESSAGE = 25
# How many jobs of a queue may be under way: enough to keep the workers busy, few enough that a tenant who comes late
# does not wait behind another one's thousands (they wait in the table, where the next claim is fair again).
IN_FLIGHT_MOST = {"events": 400, "chats": 24, "turns": 24, "outbox": 24, "mail": 16, "sync": 8, "index": 8}
# The same for one tenant: a third, so that two slow ones leave room, and a few leases of dead workers stop nobody.
IN_FLIGHT_EACH = {"events": 100, "chats": 8, "turns": 8, "outbox": 8, "mail": 5, "sync": 1, "index": 1}


class Clock:
    def __init__(self) -> None:
        self._stopped = threading.Event()
        self._redis = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=5, socket_connect_timeout=1)

    def stop(self, *_signal: object) -> None:
        """Finish the pass under way and return."""
        self._stopped.set()

    def run(self) -> None:
        """Run until stopped. A sick database or broker is waited for, never fatal."""
        log.info("clock_started")
        while not self._stopped.is_set():
            began = time.monotonic()
            try:
                handed = clock_pass()
                # A long line makes a pass long. More rest than work: the workers get the database, and places that
                # become free are handed on together.
                self._stopped.wait(min(REST * (time.monotonic() - began), LONGEST_REST_SECONDS))
                pause = 0.0 if handed else self._seconds_to_next()
            except OperationalError as error:
                log.warning("clock_waits_for_database", error=str(error))
                connection.close()
                pause = LONGEST_SLEEP_SECONDS
            except BrokerUnavailable as error:
                log.warning("clock_waits_for_broker", error=str(error))
                pause = LONGEST_SLEEP_SECONDS
            self._sleep(pause)
        log.info("clock_stopped")

    def _seconds_to_next(self) -> float:
        due = next_due(queues=QUEUES)
        if due is None:
            return LONGEST_SLEEP_SECONDS
        return min(max((due - timezone.now()).total_seconds(), 0.01), LONGEST_SLEEP_SECONDS)

    def _sleep(self, seconds: float) -> None:
        if seconds <= 0:
            return
        try:
            if self._redis.brpop([WAKE_LIST], timeout=seconds):
                self._redis.delete(WAKE_LIST)
        except redis.RedisError:
            self._stopped.wait(seconds)


def clock_pass() -> int:
    """Claim and hand over everything that is due and has room; the number of jobs handed over."""
    busy = jobs_in_flight()
    handed = 0
    for queue in QUEUES:
        room = IN_FLIGHT_MOST[queue] - busy.get(queue, 0)
        if room <= 0:
            continue
        claim, claimed = jobs_claim(queue=queue, limit=room, each=IN_FLIGHT_EACH[queue])
        try:
            for job_ids in _messages(claimed):
                jobs_run.apply_async(
                    args=[job_ids, str(claim)], queue=queue, retry=False, expires=TRAVEL_LEASE.total_seconds()
                )
        except BrokerUnavailable:
            jobs_release(claim=claim)
            raise
        handed += len(claimed)
    return handed


def _messages(claimed: list[Claimed]) -> list[list[int]]:
    """Which rows travel together: short kinds of one tenant many at a time, kinds that wait on the outside alone."""
    messages: list[list[int]] = []
    in_order = sorted(claimed, key=lambda job: (job.tenant_id, job.job_id))
    for _tenant, jobs in groupby(in_order, key=lambda job: job.tenant_id):
        together: list[int] = []
        for job in jobs:
            kind = KINDS.get(job.kind)
            if kind is not None and kind.atomic:
                together.append(job.job_id)
            else:
                messages.append([job.job_id])
        messages += [together[at : at + ROWS_A_MESSAGE] for at in range(0, len(together), ROWS_A_MESSAGE)]
    return messages


def clock_run() -> None:
    """Run a clock in this process until SIGTERM or SIGINT."""
    clock = Clock()
    signal.signal(signal.SIGTERM, clock.stop)
    signal.signal(signal.SIGINT, clock.stop)
    clock.run()
