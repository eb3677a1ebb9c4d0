"""The process that reads a file: started, listened to, ended. Whatever a file does to it, this one lives."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from time import monotonic
from typing import Any

from knowledge.readers.limits import PROCESSOR_SECONDS
from knowledge.readers.troubles import ReadingFailed

WALL_SECONDS = 900
_ROOT = Path(__file__).resolve().parents[2]
_LISTEN_SECONDS = 1.0
_PIECE = 1 << 16
_LONGEST_MESSAGE = 1 << 20


def messages(path: Path, *, named: str | None) -> Iterator[dict[str, Any]]:
    """What the reading process says (knowledge/readers/__main__.py), and {} each second in which it says nothing.

    Close the iterator to end the process. Raises ReadingFailed.
    """
    # The file's own directory for what is put down while it is read. None of our environment: it holds secrets.
    environment = {"PATH": os.environ.get("PATH", ""), "TMPDIR": str(path.parent), "PYTHONUTF8": "1"}
    process = subprocess.Popen(  # noqa: S603  our own module; the path is ours too
        [sys.executable, "-m", "knowledge.readers", named or "-", str(path)],
        cwd=_ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        for line in _lines(process):
            message = json.loads(line) if line else {}
            if "trouble" in message:
                raise ReadingFailed(message["trouble"], **message["facts"])
            if "end" in message:
                return
            yield message
        raise _died(process.wait())
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def _lines(process: subprocess.Popen) -> Iterator[bytes]:
    """Lines of its output until it ends, and b"" each second in which there is none."""
    deadline, rest = monotonic() + WALL_SECONDS, b""
    with DefaultSelector() as selector:
        selector.register(process.stdout, EVENT_READ)
        while True:
            if monotonic() > deadline:
                raise ReadingFailed("time_out", seconds=WALL_SECONDS)
            if not selector.select(_LISTEN_SECONDS):
                yield b""
                continue
            piece = os.read(process.stdout.fileno(), _PIECE)
            if not piece:
                return
            *lines, rest = (rest + piece).split(b"\n")
            if len(rest) > _LONGEST_MESSAGE:
                raise ReadingFailed("broken")
            yield from lines


def _died(code: int) -> ReadingFailed:
    """Why it ended without a last word: the system ended it for its time, or for its memory; or the file broke it."""
    if code == -signal.SIGXCPU:
        return ReadingFailed("time_out", seconds=PROCESSOR_SECONDS)
    return ReadingFailed("too_much_memory" if code == -signal.SIGKILL else "broken")
