import time
from collections import Counter
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


class Progress:
    """Counts what a run did, and shows it on the run's row often enough to be watched.

    Not to be called inside a transaction, where nobody could see it. A run that was ended meanwhile, as by a
    disconnect, stays as it is.
    """

    def __init__(self, run: SyncRun) -> None:
        self._run = run
        self._total = 0
        self._all: Tally = Counter()
        self._part: Tally = Counter()
        self._parts: dict[str, dict[str, Any]] = {}
        self._saved_at = 0.0

    def begin(self) -> None:
        self.save(state=SyncRun.State.RUNNING, started_at=timezone.now())

    def end(self, state: SyncRun.State, **reason: str) -> None:
        self.save(state=state, finished_at=timezone.now(), **reason)

    def expect(self, count: int) -> None:
        self._total += count
        self._save_sometimes()

    def note(self, outcome: Outcome) -> None:
        self.add(Counter({"done": 1, outcome.value: 1}))

    def add(self, tally: Tally) -> None:
        self._all += tally
        self._part += tally
        self._save_sometimes()

    def part_ended(self, what: str, *, error: Failure | None = None) -> None:
        """One kind of things is read, or cannot be."""
        self._parts[what] = {name: self._part[name] for name in CHANGES} | {"error": error.value if error else ""}
        self._part.clear()
        self.save()

    def save(self, **values: Any) -> None:
        SyncRun.objects.filter(pk=self._run.pk, state__in=SyncRun.OPEN).update(
            total=self._total,
            parts=self._parts,
            updated_at=timezone.now(),
            **{name: self._all[name] for name in ("done", *CHANGES)},
            **values,
        )
        self._saved_at = time.monotonic()

    def _save_sometimes(self) -> None:
        if time.monotonic() - self._saved_at > SAVE_EVERY:
            lease_renew()
            self.save()
