"""Reading side by side: threads ask Kommo, and the run's own thread does everything that needs the database.

So the time that Kommo takes to answer does not add up, while the limiter spaces the calls of all threads; and there is
one database connection, one transaction at a time, one lease and one count of the progress, as if all went in turn.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from crm_kommo.client import errors
from crm_kommo.client.transport import Access
from crm_kommo.sync.progress import RunEnded

Result = TypeVar("Result")

# The token is asked for again after so long, so that one that was renewed elsewhere is noticed.
TOKEN_SECONDS = 30.0


class Desk:
    """Where the threads hand in what the run's own thread is to do."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_open = True
        self._waiting: SimpleQueue[tuple[Callable[[], Any], Future[Any] | None]] = SimpleQueue()

    def ask(self, call: Callable[[], Result]) -> Result:
        """From a thread: have it done, and wait for what comes of it. Raises RunEnded after `close`."""
        answer: Future[Result] = Future()
        self._put(call, answer)
        return answer.result()

    def tell(self, call: Callable[[], Any]) -> None:
        """From a thread: have it done some time, in the order of telling. Raises RunEnded after `close`."""
        self._put(call, None)

    def serve(self, *, within: float) -> None:
        """Do the next thing, if one comes `within` seconds. What nobody waits for may raise here."""
        try:
            call, answer = self._waiting.get(timeout=within)
        except Empty:
            return
        if answer is None:
            call()
            return
        try:
            answer.set_result(call())
        except errors.KommoError as error:
            answer.set_exception(error)

    def close(self) -> None:
        """Nothing is taken any more; who waits is told that the run has ended."""
        with self._lock:
            self._is_open = False
        while not self._waiting.empty():
            _call, answer = self._waiting.get()
            if answer is not None:
                answer.set_exception(RunEnded())

    def check(self) -> None:
        """Raises RunEnded after `close`."""
        if not self._is_open:
            raise RunEnded

    def _put(self, call: Callable[[], Any], answer: Future[Any] | None) -> None:
        with self._lock:
            self.check()
            self._waiting.put((call, answer))


class DeskAccess:
    """The client's `Access` for the threads: the run's own thread asks `access`, which needs the database."""

    def __init__(self, desk: Desk, access: Access) -> None:
        self._desk = desk
        self._access = access
        self._token = ""
        self._good_until = 0.0

    def prepare(self, *, within: float) -> None:
        """From the run's own thread, before it is busy: spares the threads the question."""
        with suppress(errors.KommoError):  # they meet it again, and say of what kind of things it keeps them
            self._keep(self._access.token(within=within))

    def token(self, *, within: float) -> str:
        self._desk.check()
        if time.monotonic() > self._good_until:
            self._keep(self._desk.ask(lambda: self._access.token(within=within)))
        return self._token

    def renewed(self, *, refused: str, within: float) -> str:
        self._keep(self._desk.ask(lambda: self._access.renewed(refused=refused, within=within)))
        return self._token

    @property
    def base_url(self) -> str:
        return self._access.base_url

    def located(self, *, within: float) -> bool:
        return self._desk.ask(lambda: self._access.located(within=within))

    def observe(self, failure: errors.KommoError | None, *, method: str, path: str) -> None:
        self._desk.tell(lambda: self._access.observe(failure, method=method, path=path))

    def _keep(self, token: str) -> None:
        self._token = token
        self._good_until = time.monotonic() + TOKEN_SECONDS
