"""The workers of pytest-xdist (`make test`) share a machine: who runs which tests, and which of them run alone.

A test marked `alone` has the machine for itself: while it runs, the other workers wait. So one that measures time, or
runs the product as processes of its own, finds it as quiet as without workers. Two files that all workers lock do
it: who runs a test holds `room`, with the others or alone; and to get it, one passes `door`, so that who waits to be
alone lets nobody else in before.
"""

import fcntl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling
from xdist.scheduler.protocol import Scheduling

# Their tests use the one running product (the fixture `stack`), so that one worker runs them all.
OF_THE_STACK = ("tests/browser/", "tests/flows/")


class ByFile(LoadFileScheduling):
    """The tests of a file go to one worker, in their order."""

    def _split_scope(self, nodeid: str) -> str:
        return "stack" if nodeid.startswith(OF_THE_STACK) else super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    return ByFile(config, log)


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config, "workerinput"):
        # The worker's folder lies in that of the whole run.
        config.pluginmanager.register(_Turns(Path(config.getoption("basetemp")).parent))


@contextmanager
def _locked(file: Path, how: int) -> Iterator[None]:
    with file.open("ab") as opened:
        fcntl.flock(opened, how)
        yield


class _Turns:
    def __init__(self, folder: Path) -> None:
        self._door, self._room = folder / "door", folder / "room"

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        with ExitStack() as place:
            with _locked(self._door, fcntl.LOCK_EX):
                place.enter_context(_locked(self._room, fcntl.LOCK_EX if "alone" in item.keywords else fcntl.LOCK_SH))
            return (yield)
