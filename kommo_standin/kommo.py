"""The one object behind the routes: accounts, settings, limits, faults, the log and the webhooks."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from flask import current_app

from kommo_standin.accounts import Account
from kommo_standin.faults import Faults
from kommo_standin.hooks.subscriptions import Hooks
from kommo_standin.integrations import integration_register_default
from kommo_standin.limits import Limiter
from kommo_standin.log import Log
from kommo_standin.seed.load import seed_accounts
from kommo_standin.settings import Settings
from kommo_standin.state import EVERYWHERE, Store

EXTENSION = "kommo_standin"


class Kommo:
    """Everything the stand-in is, apart from its socket."""

    def __init__(self, *, data: Path | None = None, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self._first_settings = Settings(**self.settings.as_dict())
        self.store = Store(data)
        self.log = Log()
        self.faults = Faults()
        self.limiter = Limiter(self.settings)
        self.hooks = Hooks(store=self.store, settings=self.settings, log=self.log)
        self.stopping = Event()
        with self.transaction():
            integration_register_default(store=self.store)
            if not self.store.all(EVERYWHERE, "accounts"):
                seed_accounts(store=self.store, hooks=self.hooks)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One change at a time; what it announced is queued when it is done."""
        with self.store.transaction():
            try:
                yield
            finally:
                self.hooks.release()

    def accounts(self) -> list[Account]:
        return [self.account(profile["id"]) for profile in self.store.all(EVERYWHERE, "accounts")]

    def account(self, account_id: int) -> Account:
        return Account(store=self.store, hooks=self.hooks, account_id=account_id)

    def reset(self) -> None:
        """Back to the seed: no tokens, no subscriptions, nothing on its way, first settings."""
        with self.transaction():
            self.hooks.sender.forget_all()
            self.faults.clear()
            self.limiter.clear()
            self.settings.restore(self._first_settings)
            self.store.clear()
            integration_register_default(store=self.store)
            seed_accounts(store=self.store, hooks=self.hooks)

    def move_to(self, url: str) -> None:
        """Kommo is reached at this address, also after a reset."""
        self.settings.public_url = self._first_settings.public_url = url

    def start(self) -> None:
        self.hooks.sender.start()

    def stop(self) -> None:
        self.stopping.set()
        self.hooks.sender.stop()
        self.store.close()


def current_kommo() -> Kommo:
    """The Kommo of the application that handles this request."""
    return current_app.extensions[EXTENSION]
