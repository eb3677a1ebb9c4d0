import time
from collections import Counter, defaultdict
from typing import Any

from django.utils import timezone

from crm_kommo.mirror.rows import Outcome
from crm_kommo.models import SyncRun
from crm_kommo.models.failure import Failure
from tenants.jobs import lease_renew

SAVE_EVERY = 0.5
CHANGES = ("added", "changed", "removed")
# How many were read, and how many of them were new, different or gone.
Tally = Counter[str]


class RunEnded(Exception):
    """Somebody ended the run meanwhile, by a button or by a disconnect: it stays as it is, and nothing more is read."""


class Progress:
    """Counts what a run did, and shows it on the run's row often enough to be watched.

    Not to be called inside a transaction, where nobody could see it. A run that was ended meanwhile, as by a
    disconnect, stays as it is.
    """

    def __init__(self, run: SyncRun) -> None:
        self._run = run
        self._total = 0
        self._tallies: defaultdict[str, Tally] = defaultdict(Counter)
        self._parts: dict[str, dict[str, Any]] = {}
        self._saved_at = 0.0

    def begin(self) -> None:
        self._save(state=SyncRun.State.RUNNING, started_at=timezone.now(), finished_at=None)

    def end(self, state: SyncRun.State, **reason: str) -> None:
        self._save(state=state, finished_at=timezone.now(), **reason)

    def expect(self, count: int) -> None:
        self._total += count

    def note(self, what: str, outcome: Outcome) -> None:
        self.add(what, Counter({"done": 1, outcome.value: 1}))
        self.beat()

    def add(self, what: str, tally: Tally) -> None:
        self._tallies[what] += tally

    def part_ended(self, what: str, *, error: Failure | None = None) -> None:
        """One kind of things is read, or cannot be (all) read."""
        tally = self._tallies[what]
        self._parts[what] = {name: tally[name] for name in CHANGES} | {"error": error.value if error else ""}

    def beat(self) -> None:
        """Called often: keeps the lease and the row fresh. Raises RunEnded, and LeaseLost."""
        if time.monotonic() - self._saved_at < SAVE_EVERY:
            return
        lease_renew()
        if not self._save():
            raise RunEnded

    def _save(self, **values: Any) -> bool:
        """False when the run is over."""
        everything = sum(self._tallies.values(), Counter())
        self._saved_at = time.monotonic()
        return bool(
            SyncRun.objects.filter(pk=self._run.pk, state__in=SyncRun.OPEN).update(
                total=self._total,
                parts=self._parts,
                updated_at=timezone.now(),
                **{name: everything[name] for name in ("done", *CHANGES)},
                **values,
            )
        )
