from datetime import timedelta


class RetryLater(Exception):
    """Raised by a handler: call me again `after` this long. `counts` says whether it used up one of the attempts."""

    def __init__(self, *, after: timedelta, reason: str, counts: bool = True) -> None:
        super().__init__(reason)
        self.after = after
        self.counts = counts


class GiveUp(Exception):
    """Raised by a handler: trying again cannot help. The job stays as dead, with this reason, for a person to see."""


class LeaseLost(Exception):
    """The lease ran out while the handler ran and another worker has the job; what was done here is rolled back."""
