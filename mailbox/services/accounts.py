"""The company's mail accounts."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mailbox.drafts import people_checked
from mailbox.failures import MailError
from mailbox.imap import imap_check
from mailbox.models import Account
from mailbox.schedule import fetch_put
from mailbox.smtp import smtp_check
from tenants.errors import InvalidInput
from tenants.outside import OutsideRefused, outside_server_check

SERVERS = ("smtp", "imap")
# Where the password goes: who may change this, but does not know the password, must not have it sent elsewhere.
LEADS_TO = ("smtp_host", "smtp_port", "smtp_security", "imap_host", "imap_port", "imap_security", "username")


@dataclass(frozen=True)
class Check:
    """What became of one half of a test: `error` None when it works."""

    server: str
    error: MailError | None


@transaction.atomic
def account_create(*, password: str, **settings) -> Account:
    """Keep an account and owe its first fetch. `settings` are members of the model.

    Raises InvalidInput: password, address, username, smtp_host or imap_host.
    """
    if not password:
        raise InvalidInput(_("Enter the password."), field="password", code="required")
    settings = _checked(settings)
    _check_once(settings["address"])
    account = Account(password=password, **settings)
    account.save()
    account_fetch_now(account=account)
    return account


@transaction.atomic
def account_update(*, account: Account, password: str = "", **settings) -> Account:
    """Change an account. An empty password keeps the one there is, unless it would go to another server.

    Raises InvalidInput as account_create does.
    """
    settings = _checked(settings)
    _check_once(settings.get("address", account.address), besides=account)
    if not password and any(settings.get(name, getattr(account, name)) != getattr(account, name) for name in LEADS_TO):
        raise InvalidInput(_("The server or user has changed: enter the password again."), field="password")
    if settings.get("imap_host", account.imap_host) != account.imap_host:
        account.uid_validity = account.last_uid = 0
    for name, value in settings.items():
        setattr(account, name, value)
    account.password = password or account.password
    account.save()
    account_works(account=account)
    account_fetch_now(account=account)
    return account


def account_test(*, account: Account) -> list[Check]:
    """Log in at both servers, and say of each what came of it. Not to be called inside a transaction."""
    checks = [_check("SMTP", smtp_check, account)]
    if account.reads:
        checks.append(_check("IMAP", imap_check, account))
        if checks[-1].error is None:
            account_works(account=account)
            account_fetch_now(account=account)
    return checks


def account_works(*, account: Account) -> None:
    """It was reached, or was changed since it could not be: forget the record of failures."""
    clean = {"failures": 0, "last_error": "", "last_error_detail": "", "last_error_at": None}
    for name, value in clean.items():
        setattr(account, name, value)
    # No save(): the account may be gone by now.
    Account.objects.filter(pk=account.pk).update(**clean, updated_at=timezone.now())


def account_fetch_now(*, account: Account) -> None:
    if account.reads and not account.is_paused:
        fetch_put(account, after=timedelta(0))


def account_pause(*, account: Account) -> None:
    """Nothing is sent or fetched until it is resumed; what waits to be sent fails, and says so."""
    Account.objects.filter(pk=account.pk).update(is_paused=True, updated_at=timezone.now())


@transaction.atomic
def account_resume(*, account: Account) -> None:
    account.is_paused = False
    account.save(update_fields=["is_paused", "updated_at"])
    account_fetch_now(account=account)


def account_remove(*, account: Account) -> None:
    """Forget the account and its password; its mails stay."""
    account.delete()


def _check(server: str, check, account: Account) -> Check:
    try:
        check(account)
    except MailError as error:
        return Check(server, error)
    return Check(server, None)


def servers_refused(settings: dict) -> dict[str, str]:
    """The servers that may not be spoken to, each with the reason: field → words. Empty when all may."""
    refused = {}
    for server in SERVERS:
        if settings.get(f"{server}_host"):
            try:
                _check_server(settings, server)
            except InvalidInput as error:
                refused[error.field] = error.message
    return refused


def _checked(settings: dict) -> dict:
    checked = {name: value.strip() if isinstance(value, str) else value for name, value in settings.items()}
    if "address" in checked:
        people_checked([checked["address"]], field="address")
        checked["address"] = checked["address"].lower()
    if len(checked.get("from_name", "").splitlines()) > 1:
        raise InvalidInput(_("The name has no line breaks."), field="from_name")
    for field, why in servers_refused(checked).items():
        raise InvalidInput(why, field=field)
    return checked


def _check_once(address: str, *, besides: Account | None = None) -> None:
    """Two accounts of one mailbox would read and answer each mail twice."""
    others = Account.objects.filter(address=address)
    if besides:
        others = others.exclude(pk=besides.pk)
    if others.exists():
        raise InvalidInput(_("There is an account with this address already."), field="address", code="taken")


def _check_server(settings: dict, server: str) -> None:
    security = settings[f"{server}_security"]
    try:
        outside_server_check(
            host=settings[f"{server}_host"],
            port=settings[f"{server}_port"],
            encrypted=security != Account.Security.PLAIN,
        )
    except OutsideRefused as error:
        raise InvalidInput(str(error), field=f"{server}_host") from error
