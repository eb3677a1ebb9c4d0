import time
from collections import Counter

from crm_kommo.mirror.rows import Outcome
from crm_kommo.models import SyncRun
from tenants.jobs import lease_renew

SAVE_EVERY = 0.5


class Progress:
    """Counts what a run did, and shows it on the run's row often enough to be watched."""

    def __init__(self, run: SyncRun) -> None:
        self._run = run
        self._outcomes: Counter[Outcome] = Counter()
        self._removed = 0
        self._saved_at = 0.0

    def expect(self, count: int) -> None:
        self._run.total += count
        self._save_sometimes()

    def note(self, outcome: Outcome) -> None:
        self._run.done += 1
        self._outcomes[outcome] += 1
        self._save_sometimes()

    def removed(self, count: int) -> None:
        self._removed += count

    def save(self) -> None:
        self._run.added = self._outcomes[Outcome.ADDED]
        self._run.changed = self._outcomes[Outcome.CHANGED]
        self._run.removed = self._removed
        self._run.save(update_fields=["done", "total", "added", "changed", "removed", "updated_at"])
        self._saved_at = time.monotonic()

    def _save_sometimes(self) -> None:
        if time.monotonic() - self._saved_at > SAVE_EVERY:
            lease_renew()
            self.save()
