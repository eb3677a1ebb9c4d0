import time
from collections import Counter

from crm_kommo.mirror.rows import Outcome
from crm_kommo.models import SyncRun
from crm_kommo.models.failure import Failure
from tenants.jobs import lease_renew

SAVE_EVERY = 0.5
FIELDS = ("added", "changed", "removed")


class Progress:
    """Counts what a run did, and shows it on the run's row often enough to be watched."""

    def __init__(self, run: SyncRun) -> None:
        self._run = run
        self._part: Counter[str] = Counter()
        self._saved_at = 0.0
        run.done = run.total = 0
        for name in FIELDS:
            setattr(run, name, 0)
        run.parts = {}

    def expect(self, count: int) -> None:
        self._run.total += count
        self._save_sometimes()

    def note(self, outcome: Outcome) -> None:
        self._run.done += 1
        if outcome in (Outcome.ADDED, Outcome.CHANGED):
            self._part[outcome.value] += 1
        self._save_sometimes()

    def removed(self, count: int) -> None:
        self._part["removed"] += count

    def part_ended(self, what: str, *, error: Failure | None = None) -> None:
        """One kind of things is read, or cannot be."""
        self._run.parts[what] = {name: self._part[name] for name in FIELDS} | {"error": error.value if error else ""}
        for name in FIELDS:
            setattr(self._run, name, getattr(self._run, name) + self._part[name])
        self._part.clear()
        self.save()

    def save(self) -> None:
        self._run.save(update_fields=["done", "total", *FIELDS, "parts", "updated_at"])
        self._saved_at = time.monotonic()

    def _save_sometimes(self) -> None:
        if time.monotonic() - self._saved_at > SAVE_EVERY:
            lease_renew()
            self.save()
