from collections.abc import Callable, Iterator

import pytest

from crm_kommo.models import Connection, Lead
from crm_kommo.services.mirrors import lead_refresh
from mailbox import services
from mailbox.models import Account
from tests.mail_servers import DOVECOT, PASSWORD, Dovecot, PostOffice

COMPANY = "sales@company.test"
CUSTOMER = "maria.sokolova@example.com"
USERS = (COMPANY, CUSTOMER)
LEAD = 30052001


@pytest.fixture(scope="session")
def dovecot_running() -> Iterator[Dovecot]:
    if DOVECOT is None:
        pytest.skip("Dovecot is not installed (Debian: dovecot-imapd)")
    dovecot = Dovecot(users=USERS)
    try:
        dovecot.start()
        yield dovecot
    finally:
        dovecot.remove()


@pytest.fixture
def dovecot(dovecot_running: Dovecot, settings) -> Dovecot:
    """The IMAP server, with empty mailboxes."""
    for user in USERS:
        dovecot_running.empty(user)
    settings.OUTSIDE_ALLOWED = [*settings.OUTSIDE_ALLOWED, f"127.0.0.1:{dovecot_running.port}"]
    return dovecot_running


@pytest.fixture(scope="session")
def post_running() -> Iterator[PostOffice]:
    post = PostOffice(users=USERS, dovecot=None)
    post.start()
    yield post
    post.stop()


@pytest.fixture
def post(post_running: PostOffice, settings) -> PostOffice:
    """The SMTP server alone; what it takes goes nowhere."""
    post_running.forget()
    settings.OUTSIDE_ALLOWED = [*settings.OUTSIDE_ALLOWED, f"127.0.0.1:{post_running.port}"]
    return post_running


@pytest.fixture
def post_delivering(dovecot: Dovecot, settings) -> Iterator[PostOffice]:
    """An SMTP server that delivers into the mailboxes of the IMAP server."""
    post = PostOffice(users=USERS, dovecot=dovecot)
    post.start()
    settings.OUTSIDE_ALLOWED = [*settings.OUTSIDE_ALLOWED, f"127.0.0.1:{post.port}"]
    yield post
    post.stop()


@pytest.fixture
def account_at(tenant) -> Callable[..., Account]:
    """`account_at(post=…, dovecot=…)`: the company's account at these servers."""

    def make(*, post: PostOffice, dovecot: Dovecot | None = None, **more) -> Account:
        members = {
            "name": "Sales",
            "from_name": "Sales of Company",
            "address": COMPANY,
            "username": COMPANY,
            "password": PASSWORD,
            "smtp_host": "127.0.0.1",
            "smtp_port": post.port,
            "smtp_security": "plain",
            "imap_host": "127.0.0.1" if dovecot else "",
            "imap_port": dovecot.port if dovecot else 993,
            "imap_security": "plain",
        }
        return services.account_create(**members | more)

    return make


@pytest.fixture
def lead(connected: Connection) -> Lead:
    """A lead of the stand-in, read into the mirror with its contact."""
    return lead_refresh(lead_id=LEAD)
