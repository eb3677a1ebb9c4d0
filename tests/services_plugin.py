"""Starts PostgreSQL and the broker before Django is set up, and throws them away afterwards.

A plugin, given in pyproject.toml, because conftest.py would come too late: pytest-django sets Django up first.
With TEST_DATABASE_URL and TEST_REDIS_URL the suite runs on real servers instead.

Each worker of pytest-xdist starts servers of its own, and the process that hands out the tests starts none. On real
servers each has a database of its own: of PostgreSQL by pytest-django, of Redis by its number.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
os.environ.setdefault("SECRET_KEY", "test")
os.environ.setdefault("FERNET_KEYS", "test-key-one,test-key-two")
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("LOG_LEVEL", "WARNING")

# For settings that nothing will be read by.
NOWHERE = ("postgres://x:x@127.0.0.1:1/x", "redis://127.0.0.1:1/0")

_servers: list = []
_folder: Path | None = None


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    global _folder
    _folder = Path(tempfile.mkdtemp(prefix="leadwright-test-", dir="/var/tmp" if os.geteuid() == 0 else None))
    _folder.chmod(0o755)
    os.environ["LEADWRIGHT_DATA"] = str(_folder)
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if not worker and getattr(early_config.known_args_namespace, "numprocesses", None):
        os.environ["DATABASE_URL"], os.environ["REDIS_URL"] = NOWHERE
        return
    from config.embedded import EmbeddedPostgres, EmbeddedValkey  # noqa: PLC0415  config.paths reads LEADWRIGHT_DATA

    if url := os.environ.get("TEST_DATABASE_URL"):
        os.environ["DATABASE_URL"] = url
    else:
        postgres = EmbeddedPostgres(folder=_folder, password="test", throw_away=True)
        _servers.append(postgres)
        postgres.start()
        os.environ["DATABASE_URL"] = postgres.url
    if url := os.environ.get("TEST_REDIS_URL"):
        os.environ["REDIS_URL"] = _own_database(url, worker)
    else:
        valkey = EmbeddedValkey(folder=_folder, throw_away=True)
        _servers.append(valkey)
        valkey.start()
        os.environ["REDIS_URL"] = valkey.url


def _own_database(url: str, worker: str) -> str:
    """Worker "gw0" has database 2 of the broker: the products that tests start have 1."""
    return f"{url.rsplit('/', 1)[0]}/{int(worker[2:]) + 2}" if worker else url


def pytest_unconfigure() -> None:
    for server in reversed(_servers):
        server.stop()
    _servers.clear()
    if _folder is not None:
        shutil.rmtree(_folder, ignore_errors=True)
