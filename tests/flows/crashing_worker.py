"""A Celery worker that dies at a named point of the main path, as by kill -9, the first time it comes there."""

import importlib
import os
import signal
import sys
from collections.abc import Callable

import django

# Point: where the function is looked up by who calls it, its name, and whether death comes before or after it.
POINTS = {
    "stored": ("tenants.tasks", "job_run", "before"),
    "claimed": ("tenants.jobs.run", "_start", "after"),
    "parsed": ("automation.intake", "parse", "after"),
    "turn_opened": ("automation.intake", "turn_open", "after"),
    "context_read": ("agents.runner", "search", "after"),
    "model_called": ("agents.runner", "_ask", "before"),
    "answered": ("automation.turns", "agent_reply", "after"),
    "queued": ("automation.turns", "_settle", "after"),
    "sending": ("automation.outbox", "_claim", "after"),
    "sent_not_committed": ("automation.outbox", "_mark_sent", "before"),
}


def die() -> None:
    """The worker, its pool and whatever else it started: the whole session."""
    os.killpg(os.getpgid(0), signal.SIGKILL)


def deadly(function: Callable, when: str) -> Callable:
    def wrapped(*args: object, **kwargs: object) -> object:
        if when == "before":
            die()
        result = function(*args, **kwargs)
        die()
        return result

    return wrapped


def main(point: str, queues: str) -> None:
    django.setup()
    module_name, name, when = POINTS[point]
    module = importlib.import_module(module_name)
    setattr(module, name, deadly(getattr(module, name), when))
    app = importlib.import_module("config.celery").app
    app.worker_main(["worker", "-c", "1", "-Q", queues, "-n", f"crashing-{point}@%h"])


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
