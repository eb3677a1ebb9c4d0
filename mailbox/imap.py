"""Reading a mailbox over IMAP, and keeping copies of sent mails in it."""

import imaplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from imapclient import IMAPClient, SocketTimeout
from imapclient.imapclient import SENT

from mailbox.failures import MailRefused, translated
from mailbox.models import Account, MailFailure
from tenants.outside import outside_socket

CONNECT_SECONDS = 15.0
READ_SECONDS = 60.0
# Of a mail that is larger, only its beginning is fetched.
WHOLE_BYTES = 30 * 1024 * 1024
BEGINNING_BYTES = 1024 * 1024


class _Imap(imaplib.IMAP4):
    """imaplib, over a socket that leads to nowhere but the checked address."""

    def __init__(self, account: Account) -> None:
        self._account = account
        super().__init__(account.imap_host, account.imap_port, timeout=CONNECT_SECONDS)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        security = self._account.imap_security
        encrypted = security != Account.Security.PLAIN
        plain = outside_socket(host=self.host, port=self.port, encrypted=encrypted, timeout=CONNECT_SECONDS)
        if security == Account.Security.TLS:
            return ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)
        return plain


class _Client(IMAPClient):
    def __init__(self, account: Account) -> None:
        self._account = account
        is_tls = account.imap_security == Account.Security.TLS
        timeout = SocketTimeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
        super().__init__(account.imap_host, account.imap_port, ssl=is_tls, timeout=timeout)
        self.normalise_times = False  # else they come without their zone

    def _create_IMAP4(self) -> imaplib.IMAP4:
        return _Imap(self._account)


class Inbox:
    """The folder of incoming mail, opened for reading only: nothing is marked as seen.

    `uid_validity` tells whether UIDs of an earlier visit still mean the same mails.
    """

    @translated()
    def __init__(self, client: IMAPClient) -> None:
        self._client = client
        told = client.select_folder("INBOX", readonly=True)
        self.uid_validity = int(told[b"UIDVALIDITY"])
        self._next_uid = int(told.get(b"UIDNEXT", 0))

    @translated()
    def uids_since(self, day: date) -> list[int]:
        return sorted(self._client.search(["SINCE", day]))

    @translated()
    def uids_above(self, uid: int) -> list[int]:
        # "n:*" always names the last mail, even when its UID is below n.
        return sorted(found for found in self._client.search(["UID", f"{uid + 1}:*"]) if found > uid)

    @property
    def last_uid(self) -> int:
        """The highest UID that was given before the folder was opened."""
        return max(0, self._next_uid - 1)

    @translated()
    def source(self, uid: int) -> tuple[bytes, bool, datetime | None]:
        """The mail's bytes, whether they are only its beginning, and when it came in. Empty bytes: it is gone."""
        told = self._client.fetch([uid], ["RFC822.SIZE", "INTERNALDATE"]).get(uid)
        if not told:
            return b"", False, None
        is_cut = int(told[b"RFC822.SIZE"]) > WHOLE_BYTES
        wanted = f"BODY.PEEK[]<0.{BEGINNING_BYTES}>" if is_cut else "BODY.PEEK[]"
        parts = self._client.fetch([uid], [wanted]).get(uid, {})
        raw = next((value for name, value in parts.items() if name.startswith(b"BODY[]")), None)
        return raw or b"", is_cut, told.get(b"INTERNALDATE")


@contextmanager
def inbox_of(account: Account) -> Iterator[Inbox]:
    """The account's inbox. Raises MailError; so do its methods."""
    with _session(account) as client:
        yield Inbox(client)


def imap_check(account: Account) -> None:
    """Log in and open the inbox. Raises MailError."""
    with inbox_of(account):
        pass


def sent_has(account: Account, *, message_id: str) -> bool:
    """Whether the folder of sent mail holds this one; False when there is no such folder. Raises MailError."""
    with _session(account) as client, translated():
        folder = client.find_special_folder(SENT)
        return bool(folder) and _holds(client, folder, message_id)


def sent_keep(account: Account, *, message_id: str, raw: bytes, at: datetime) -> None:
    """Put a copy into the folder of sent mail, unless it is there: some servers do that by themselves.

    Raises MailError.
    """
    with _session(account) as client, translated():
        folder = client.find_special_folder(SENT)
        if folder and not _holds(client, folder, message_id):
            client.append(folder, raw, flags=[b"\\Seen"], msg_time=at)


def _holds(client: IMAPClient, folder: str, message_id: str) -> bool:
    client.select_folder(folder, readonly=True)
    return bool(client.search(["HEADER", "Message-ID", message_id]))


@contextmanager
def _session(account: Account) -> Iterator[IMAPClient]:
    with translated():
        connected = _Client(account)
    with connected as client:
        with translated():
            _log_in(client, account)
        yield client


def _log_in(client: IMAPClient, account: Account) -> None:
    if account.imap_security == Account.Security.STARTTLS:
        if not client.has_capability("STARTTLS"):
            raise MailRefused(MailFailure.NO_STARTTLS)
        client.starttls(ssl.create_default_context())
    if client.has_capability("LOGINDISABLED"):
        raise MailRefused(MailFailure.NO_LOGIN)
    client.login(account.username, account.password)
