"""One account's share of the store, and its voice."""

from time import time
from typing import Any
from uuid import uuid4

from kommo_standin.hooks.subscriptions import Announcement, Hooks
from kommo_standin.state import EVERYWHERE, Document, Key, Store

ROBOT = 0
"""The user id that Kommo writes for changes made by the API, a bot or an automation."""


class Account:
    """Reads and writes documents of one account only, so that equal ids of two accounts never meet."""

    def __init__(self, *, store: Store, hooks: Hooks, account_id: int) -> None:
        self._store = store
        self._hooks = hooks
        self.id = account_id

    @property
    def profile(self) -> Document:
        return self._store.get(EVERYWHERE, "accounts", self.id)

    def save_profile(self) -> None:
        """After a change of `profile`."""
        self._store.put(EVERYWHERE, "accounts", self.id, self.profile)

    def get(self, kind: str, key: Key | None) -> Document | None:
        return None if key is None else self._store.get(self.id, kind, key)

    def all(self, kind: str) -> list[Document]:
        return self._store.all(self.id, kind)

    def put(self, kind: str, key: Key, document: Document) -> Document:
        self._store.put(self.id, kind, key, document)
        return document

    def remove(self, kind: str, key: Key) -> None:
        self._store.remove(self.id, kind, key)

    def next_id(self, kind: str) -> int:
        """An id never given before to this kind in this account."""
        counter = self.get("counters", kind) or {"last": max((doc["id"] for doc in self.all(kind)), default=1000)}
        counter["last"] += 1
        self.put("counters", kind, counter)
        return counter["last"]

    def announce(self, *codes: str, entity: str, action: str, item: dict[str, Any]) -> None:
        """Tell the subscribers of any of `codes`."""
        self._hooks.announce(Announcement(account_id=self.id, codes=codes, entity=entity, action=action, item=item))

    def write_event(self, kind: str, *, entity_type: str, entity_id: int, by: int, **values: Any) -> None:
        """Add to the account's event list; `values` may hold before, after and linked_talk_contact_id."""
        event_id = uuid4().hex[:26]
        self.put(
            "events",
            event_id,
            {
                "id": event_id,
                "type": kind,
                "entity_type": entity_type,
                "entity_id": entity_id,
                "created_by": by,
                "created_at": int(time()),
                "value_after": values.get("after", []),
                "value_before": values.get("before", []),
                "linked_talk_contact_id": values.get("linked_talk_contact_id"),
            },
        )
