"""A database for the benchmark, thrown away afterwards."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from config.embedded import EmbeddedPostgres

# A server to take instead of an embedded one: postgres://user:password@host:port/any
SERVER = "BENCHMARK_DATABASE_URL"


@contextmanager
def database() -> Iterator[str]:
    """The address of an empty database."""
    if server := os.environ.get(SERVER):
        name = f"retrieval_{os.getpid()}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
            try:
                yield f"{server.rsplit('/', 1)[0]}/{name}"
            finally:
                connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        return
    # For root the server runs as another user, who must be able to reach the folder.
    folder = Path(tempfile.mkdtemp(prefix="leadwright-retrieval-", dir="/var/tmp" if os.geteuid() == 0 else None))
    folder.chmod(0o755)
    postgres = EmbeddedPostgres(folder=folder, password="benchmark", throw_away=True)
    try:
        postgres.start()
        yield postgres.url
    finally:
        postgres.stop()
        shutil.rmtree(folder, ignore_errors=True)


def environment(url: str) -> None:
    """What the product's settings need to be read, on this database and without a broker."""
    os.environ |= {
        "DATABASE_URL": url,
        "REDIS_URL": "redis://127.0.0.1:1/0",  # nothing is sent: what is to be done is done here
        "DJANGO_SETTINGS_MODULE": "config.settings.base",
        "SECRET_KEY": "benchmark",
        "FERNET_KEYS": "benchmark",
        "OMP_NUM_THREADS": "1",
        "LOG_LEVEL": "ERROR",
    }
