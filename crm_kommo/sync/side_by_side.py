from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

from crm_kommo.access import WAIT_SECONDS, ConnectionAccess
from crm_kommo.client import errors
from crm_kommo.client.kommo import KommoClient
from crm_kommo.client.limiter import Lane, Limiter
from crm_kommo.models import Connection
from crm_kommo.sync.desk import Desk, DeskAccess
from crm_kommo.sync.progress import Progress, RunEnded
from crm_kommo.sync.readings import Reading

# Enough for seven requests a second while Kommo takes more than a second for each.
THREADS = 10
LOOK_SECONDS = 0.25


class SideBySide:
    """Does readings at the same time, and those that follow from them. `failures` holds why a kind is incomplete."""

    def __init__(self, connection: Connection, progress: Progress, *, limiter: Limiter, lane: Lane) -> None:
        self.failures: dict[str, errors.KommoError] = {}
        self._connection = connection
        self._progress = progress
        self._desk = Desk()
        access = DeskAccess(self._desk, ConnectionAccess(connection_id=connection.pk))
        access.prepare(within=WAIT_SECONDS)
        self._kommo = KommoClient(base_url=connection.base_url, access=access, limiter=limiter, lane=lane)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="kommo-sync")
        self._under_way: Counter[str] = Counter()

    def begin(self, readings: Iterable[Reading]) -> None:
        for reading in readings:
            self._under_way[reading.what] += 1
            # What the log says of tenant and job goes along.
            self._threads.submit(copy_context().run, self._read, reading)

    def finish(self) -> None:
        """Keep what comes until all is read. Raises RunEnded."""
        while self._under_way:
            self._desk.serve(within=LOOK_SECONDS)
            self._progress.beat()

    def close(self) -> None:
        """To be called in any case. A call that is on its way is waited for; none is begun."""
        self._desk.close()
        self._threads.shutdown(cancel_futures=True)

    def _read(self, reading: Reading) -> None:
        """In a thread. A fault that is not Kommo's ends the run, as it would without threads."""
        try:
            try:
                for portion in reading.read(self._kommo):
                    self._desk.tell(lambda portion=portion: self._keep(reading, portion))
            except errors.KommoError as error:
                self._desk.tell(lambda error=error: self.failures.setdefault(reading.what, error))
            self._desk.tell(lambda: self._ended(reading))
        except RunEnded:
            return
        except Exception as error:  # a fault of ours: told to the run's own thread, where it ends the run
            self._desk.tell(lambda error=error: _raise(error))

    def _keep(self, reading: Reading, portion: object) -> None:
        self.begin(reading.keep(portion, self._connection, self._progress))

    def _ended(self, reading: Reading) -> None:
        self.begin(reading.then)
        self._under_way[reading.what] -= 1
        if not self._under_way[reading.what]:
            del self._under_way[reading.what]


def _raise(error: Exception) -> None:
    raise error
