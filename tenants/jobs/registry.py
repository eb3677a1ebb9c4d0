"""Which function does a job of a kind, in which queue, and how long it may take."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

# The order is the order in which the clock serves them: what a customer waits for comes first.
QUEUES = ("chats", "turns", "outbox", "events", "mail", "sync", "index")


@dataclass(frozen=True)
class Kind:
    """`atomic`: the handler's writes and the end of the job commit together, and many rows travel in one message.

    Otherwise the handler talks to the outside: no transaction is open, and each row travels alone.
    `on_dead(reason=…, **payload)` runs in the transaction in which a job is given up: what waits for it is told.
    `in_schema`: whether the tenant's schema is set; only a job that makes the schema goes without.
    """

    name: str
    run: Callable[..., None]
    queue: str
    lease: timedelta
    atomic: bool
    max_attempts: int
    in_schema: bool
    on_dead: Callable[..., None] | None


KINDS: dict[str, Kind] = {}


def job_handler(
    name: str,
    *,
    queue: str,
    lease: timedelta = timedelta(seconds=60),
    atomic: bool = True,
    max_attempts: int = 8,
    in_schema: bool = True,
    on_dead: Callable[..., None] | None = None,
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register the function that does jobs of this kind. The payload's keys are its keyword arguments.

    It should take `**_later`, so that a worker of yesterday survives an argument of tomorrow.
    """
    if queue not in QUEUES:
        raise ValueError(f"unknown queue {queue!r}; one of {QUEUES}")

    def register(run: Callable[..., None]) -> Callable[..., None]:
        KINDS[name] = Kind(name, run, queue, lease, atomic, max_attempts, in_schema, on_dead)
        return run

    return register
