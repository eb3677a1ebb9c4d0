"""The store: documents in memory, written through to SQLite when a directory is given.

A document is a plain dict, addressed by account, kind and key. Callers change a document in place and `put` it back;
everything put inside one `transaction()` reaches the disk in one commit. Nothing is rolled back: check, then write.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

Document = dict[str, Any]
Key = int | str

EVERYWHERE = 0
"""The account id under which lies what belongs to no account: integrations, tokens, settings."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (
    account_id INTEGER NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (account_id, kind, key)
)
"""


class Store:
    """All state of the stand-in, behind one lock."""

    def __init__(self, directory: Path | None = None) -> None:
        self._lock = RLock()
        self._depth = 0
        self._documents: dict[tuple[int, str], dict[Key, Document]] = {}
        self._unsaved: dict[tuple[int, str, Key], Document | None] = {}
        self._database = _open_database(directory) if directory else None
        if self._database:
            for account_id, kind, key, body in self._database.execute(
                "SELECT account_id, kind, key, body FROM documents ORDER BY rowid"
            ):
                self._documents.setdefault((account_id, kind), {})[json.loads(key)] = json.loads(body)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Hold the lock; save what was put when the outermost block ends."""
        with self._lock:
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                if not self._depth:
                    self._save()

    def get(self, account_id: int, kind: str, key: Key) -> Document | None:
        return self._documents.get((account_id, kind), {}).get(key)

    def all(self, account_id: int, kind: str) -> list[Document]:
        """The documents of a kind, oldest first."""
        return list(self._documents.get((account_id, kind), {}).values())

    def put(self, account_id: int, kind: str, key: Key, document: Document) -> None:
        with self.transaction():
            self._documents.setdefault((account_id, kind), {})[key] = document
            self._unsaved[account_id, kind, key] = document

    def remove(self, account_id: int, kind: str, key: Key) -> None:
        with self.transaction():
            self._documents.get((account_id, kind), {}).pop(key, None)
            self._unsaved[account_id, kind, key] = None

    def clear(self) -> None:
        """Forget everything."""
        with self.transaction():
            for (account_id, kind), documents in self._documents.items():
                self._unsaved.update({(account_id, kind, key): None for key in documents})
            self._documents.clear()

    def close(self) -> None:
        with self._lock:
            if self._database:
                self._database.close()
                self._database = None

    def _save(self) -> None:
        unsaved, self._unsaved = self._unsaved, {}
        if not self._database or not unsaved:
            return
        with self._database:
            for (account_id, kind, key), document in unsaved.items():
                address = (account_id, kind, json.dumps(key))
                if document is None:
                    self._database.execute("DELETE FROM documents WHERE account_id=? AND kind=? AND key=?", address)
                else:
                    self._database.execute(
                        "INSERT INTO documents VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET body = excluded.body",
                        (*address, json.dumps(document, ensure_ascii=False)),
                    )


def _open_database(directory: Path) -> sqlite3.Connection:
    directory.mkdir(parents=True, exist_ok=True)
    # Every thread uses this one connection, always under the store's lock.
    database = sqlite3.connect(directory / "standin.sqlite3", check_same_thread=False)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=NORMAL")
    database.execute(SCHEMA)
    return database
