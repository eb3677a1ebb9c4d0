"""The sender: one bounded pool of threads, one delivery at a time to each destination, and the retry ladder.

A delivery counts as good with an answer of 100 to 299 inside the deadline. Otherwise it is sent again: 5 and 15 minutes
later after any failure, then 15 minutes and an hour later only after 499 or 5xx.
"""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import count
from threading import Condition, Thread
from time import monotonic
from uuid import uuid4

import requests

from kommo_standin.log import Log
from kommo_standin.settings import Settings

THREADS = 8
LONGEST_QUEUE = 20_000
MINUTE = 60
RETRY_AFTER_ANY_FAILURE = (5 * MINUTE, 15 * MINUTE)
RETRY_AFTER_SERVER_ERROR = (15 * MINUTE, 60 * MINUTE)
NO_ANSWER = 0


@dataclass(frozen=True)
class Delivery:
    """One request on its way out. `subscription_id` is None for what is sent once, whatever the answer."""

    account_id: int
    url: str
    body: str
    method: str = "POST"
    content_type: str = "application/x-www-form-urlencoded"
    subscription_id: int | None = None
    request_id: str = field(default_factory=lambda: str(uuid4()))
    attempt: int = 1


class Sender:
    """`is_wanted` is asked before each attempt, `on_result` is told (delivery, is_good) after it."""

    def __init__(
        self,
        *,
        settings: Settings,
        log: Log,
        is_wanted: Callable[[Delivery], bool],
        on_result: Callable[[Delivery, bool], None],
    ) -> None:
        self._settings = settings
        self._log = log
        self._is_wanted = is_wanted
        self._on_result = on_result
        self._changed = Condition()
        self._queues: dict[str, list[tuple[float, int, Delivery]]] = {}
        self._busy: set[str] = set()
        self._order = count()
        self._generation = 0
        self._is_stopping = False
        self._threads: list[Thread] = []

    def start(self) -> None:
        self._threads = [Thread(target=self._work, name=f"hook-sender-{n}", daemon=True) for n in range(THREADS)]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Send nothing more. Waits for the attempts under way, at most their deadline."""
        with self._changed:
            self._is_stopping = True
            self._changed.notify_all()
        for thread in self._threads:
            thread.join(timeout=self._settings.hook_deadline + 1)

    def enqueue(self, delivery: Delivery, *, delay: float = 0) -> None:
        with self._changed:
            if sum(map(len, self._queues.values())) >= LONGEST_QUEUE:
                self._write_log(delivery, status=NO_ANSWER, error="not sent: the queue is full")
                return
            queue = self._queues.setdefault(delivery.url, [])
            heapq.heappush(queue, (monotonic() + delay, next(self._order), delivery))
            self._changed.notify()

    def forget_all(self) -> None:
        """Drop what is queued; what is being sent right now has no consequences any more."""
        with self._changed:
            self._generation += 1
            self._queues.clear()

    def waiting(self) -> int:
        """How many deliveries are queued, retries included."""
        with self._changed:
            return sum(map(len, self._queues.values()))

    def _work(self) -> None:
        while delivery := self._take():
            try:
                if self._is_wanted(delivery):
                    self._attempt(delivery)
            finally:
                with self._changed:
                    self._busy.discard(delivery.url)
                    self._changed.notify()

    def _take(self) -> Delivery | None:
        """Wait for the next delivery that is due to a destination nobody is talking to. None when stopping."""
        with self._changed:
            while not self._is_stopping:
                free = [queue for url, queue in self._queues.items() if queue and url not in self._busy]
                first = min(free, key=lambda queue: queue[0][:2], default=None)
                if first is None:
                    self._changed.wait()
                elif (wait := first[0][0] - monotonic()) > 0:
                    self._changed.wait(wait)
                else:
                    delivery = heapq.heappop(first)[2]
                    if not first:
                        del self._queues[delivery.url]
                    self._busy.add(delivery.url)
                    return delivery
        return None

    def _attempt(self, delivery: Delivery) -> None:
        started, generation = monotonic(), self._generation
        status, error = self._post(delivery)
        if generation != self._generation:
            return
        is_good = 100 <= status < 300
        self._write_log(delivery, status=status, error=error, duration=round(monotonic() - started, 3))
        self._on_result(delivery, is_good)
        delay = None if is_good or delivery.subscription_id is None else retry_delay(delivery.attempt, status)
        if delay is not None and self._settings.webhook_retries:
            again = replace(delivery, attempt=delivery.attempt + 1)
            self.enqueue(again, delay=delay / self._settings.clock_speed)

    def _post(self, delivery: Delivery) -> tuple[int, str | None]:
        # A session of its own for each attempt: a kept connection that the receiver closed meanwhile would look like
        # a failed delivery. And no proxy or .netrc of the machine.
        with requests.Session() as session:
            session.trust_env = False
            session.headers.clear()
            session.headers.update(
                {
                    "Accept-Encoding": "gzip",
                    "User-Agent": "amoCRM-Webhooks/3.0",
                    "X-Amocrm-Requestid": delivery.request_id,
                }
            )
            if delivery.method == "POST":
                session.headers["Content-Type"] = delivery.content_type
            try:
                answer = session.request(
                    delivery.method,
                    delivery.url,
                    data=delivery.body.encode() or None,
                    timeout=self._settings.hook_deadline,
                    allow_redirects=False,
                    stream=True,
                )
            except (requests.RequestException, UnicodeError) as error:
                return NO_ANSWER, f"{type(error).__name__}: {error}"
            return answer.status_code, None

    def _write_log(self, delivery: Delivery, *, status: int, error: str | None, duration: float = 0) -> None:
        self._log.add(
            kind="webhook",
            account_id=delivery.account_id,
            method=delivery.method,
            path=delivery.url,
            status=status,
            attempt=delivery.attempt,
            request_id=delivery.request_id,
            request_body=delivery.body,
            error=error,
            duration=duration,
        )


def retry_delay(attempt: int, status: int) -> int | None:
    """Seconds until the next attempt after the `attempt`-th failed with `status` (0 for no answer), or None."""
    if attempt <= len(RETRY_AFTER_ANY_FAILURE):
        return RETRY_AFTER_ANY_FAILURE[attempt - 1]
    if status == 499 or 500 <= status < 600:
        return dict(enumerate(RETRY_AFTER_SERVER_ERROR, start=len(RETRY_AFTER_ANY_FAILURE) + 1)).get(attempt)
    return None
