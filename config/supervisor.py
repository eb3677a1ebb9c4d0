"""Children of `make run`: started, watched, stopped in the opposite order; none outlives us."""

import signal
import subprocess
import time
from pathlib import Path
from typing import Protocol

from config.embedded.process import die_with_parent
from config.paths import ROOT

STOP_SECONDS = 15


class Server(Protocol):
    def start(self) -> None: ...
    def stop(self) -> None: ...


class Supervisor:
    def __init__(self, *, log_folder: Path) -> None:
        self._logs = log_folder
        self._children: dict[str, subprocess.Popen] = {}
        self._servers: list[Server] = []

    def __enter__(self) -> "Supervisor":
        self._logs.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, *_error: object) -> None:
        """Stop what was started: first those who use the servers, then the servers. A second Ctrl-C changes nothing."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        if self._children or self._servers:
            print("\nStopping …", flush=True)
        for child in reversed(self._children.values()):
            child.terminate()
        until = time.monotonic() + STOP_SECONDS
        for child in self._children.values():
            try:
                child.wait(timeout=max(until - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        for server in reversed(self._servers):
            server.stop()

    def serve(self, server: Server) -> None:
        self._servers.append(server)
        server.start()

    def start(self, name: str, command: list[str], environment: dict[str, str]) -> None:
        """Start a child in a session of its own, so that Ctrl-C reaches it through us and in order."""
        with (self._logs / f"{name}.log").open("ab") as log:
            self._children[name] = subprocess.Popen(  # noqa: S603  our own commands
                command,
                env=environment,
                cwd=ROOT,
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )

    def finish(self, name: str, command: list[str], environment: dict[str, str]) -> None:
        """Run a command to its end, showing what it says. Raises RuntimeError when it fails."""
        done = subprocess.run(  # noqa: S603  our own commands
            command, env=environment, cwd=ROOT, preexec_fn=die_with_parent, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{name} ended with {done.returncode}")
        self.check()

    def check(self) -> None:
        """Raises RuntimeError when a child has ended, with the end of its log."""
        for name, child in self._children.items():
            if child.poll() is not None:
                log = (self._logs / f"{name}.log").read_text(errors="replace")[-1500:]
                raise RuntimeError(f"{name} ended with {child.returncode}:\n{log}")

    def watch(self) -> int:
        """Wait until Ctrl-C (0) or until a child ends (RuntimeError)."""
        try:
            while True:
                self.check()
                time.sleep(0.5)
        except KeyboardInterrupt:
            return 0
