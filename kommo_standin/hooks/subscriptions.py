"""Who wants to hear what: subscriptions, what a request announces, switching off a destination that keeps failing."""

from dataclasses import dataclass
from itertools import groupby
from time import time
from typing import Any

from kommo_standin.hooks.form import encode_form
from kommo_standin.hooks.sender import Delivery, Sender
from kommo_standin.log import Log
from kommo_standin.settings import Settings
from kommo_standin.state import EVERYWHERE, Document, Store

KIND = "webhooks"
MOST_FAILURES = 100
FAILURE_WINDOW = 2 * 3600
MOST_ITEMS_PER_BODY = 25


@dataclass(frozen=True)
class Announcement:
    """Something that happened: subscribers of any of `codes` hear `{entity: {action: [item]}}`."""

    account_id: int
    codes: tuple[str, ...]
    entity: str
    action: str
    item: dict[str, Any]

    @property
    def kind(self) -> tuple[object, ...]:
        return self.account_id, self.codes, self.entity, self.action


def _wrapped(kind: Announcement, items: list[dict[str, Any]]) -> dict[str, Any]:
    """Reviews of templates are the one family that comes without the name of its entity."""
    return {kind.entity: {kind.action: items}} if kind.entity else {kind.action: items}


class Hooks:
    """Collects what a request announces and, when the request is done, hands it to the sender."""

    def __init__(self, *, store: Store, settings: Settings, log: Log) -> None:
        self._store = store
        self._settings = settings
        self._collected: list[Announcement] = []
        self.sender = Sender(settings=settings, log=log, is_wanted=self._is_wanted, on_result=self._remember_result)

    def announce(self, announcement: Announcement) -> None:
        self._collected.append(announcement)

    def release(self) -> None:
        """Queue what was announced; neighbours of one kind share a body, as after a mass edit."""
        collected, self._collected = self._collected, []
        for _, group in groupby(collected, key=lambda announcement: announcement.kind):
            alike = list(group)
            for start in range(0, len(alike), MOST_ITEMS_PER_BODY):
                self._queue(alike[start : start + MOST_ITEMS_PER_BODY])

    def _queue(self, alike: list[Announcement]) -> None:
        first = alike[0]
        wanted = [
            subscription
            for subscription in self._store.all(first.account_id, KIND)
            if not subscription["disabled"] and set(first.codes) & set(subscription["settings"])
        ]
        if not wanted:
            return
        account = self._store.get(EVERYWHERE, "accounts", first.account_id)
        body = encode_form(
            {
                "account": {
                    "subdomain": account["subdomain"],
                    "id": account["id"],
                    "_links": {"self": f"https://{account['subdomain']}.amocrm.com"},
                },
                **_wrapped(first, [announcement.item for announcement in alike]),
            }
        )
        for subscription in wanted:
            self.sender.enqueue(
                Delivery(
                    account_id=first.account_id,
                    url=subscription["destination"],
                    body=body,
                    subscription_id=subscription["id"],
                )
            )

    def _is_wanted(self, delivery: Delivery) -> bool:
        if delivery.subscription_id is None:
            return True
        with self._store.transaction():
            subscription = self._store.get(delivery.account_id, KIND, delivery.subscription_id)
            return subscription is not None and not subscription["disabled"]

    def _remember_result(self, delivery: Delivery, is_good: bool) -> None:
        """Disable a subscription with more than 100 bad answers in two hours, when the latest is bad too."""
        if is_good or delivery.subscription_id is None:
            return
        with self._store.transaction():
            subscription: Document | None = self._store.get(delivery.account_id, KIND, delivery.subscription_id)
            if subscription is None:
                return
            now = time()
            since = now - FAILURE_WINDOW / self._settings.clock_speed
            recent = [moment for moment in subscription["failures"] if moment > since]
            subscription["failures"] = [*recent, now]
            subscription["disabled"] = len(subscription["failures"]) > MOST_FAILURES
            self._store.put(delivery.account_id, KIND, subscription["id"], subscription)
