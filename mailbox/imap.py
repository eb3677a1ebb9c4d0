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
from tenants.outside_deadline import Deadline, outside_deadline

CONNECT_SECONDS = 15.0
READ_SECONDS = 60.0
# Of a mail that is larger, only its beginning is fetched.
WHOLE_BYTES = 30 * 1024 * 1024
BEGINNING_BYTES = 1024 * 1024
# Of one answer: a server may send more than it said.
ANSWER_BYTES_MOST = WHOLE_BYTES + 1024 * 1024
# Of a whole conversation: a person waits for a check; a job's lease is longer, and renewed with every mail.
CHECK_SECONDS = 10.0
STEP_SECONDS = 240.0


class _Imap(imaplib.IMAP4):
    """imaplib, over a socket that leads to nowhere but the checked address."""

    def __init__(self, account: Account, deadline: Deadline) -> None:
        self._account, self._deadline = account, deadline
        self._left = ANSWER_BYTES_MOST
        super().__init__(account.imap_host, account.imap_port, timeout=CONNECT_SECONDS)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        security = self._account.imap_security
        encrypted = security != Account.Security.PLAIN
        plain = outside_socket(host=self.host, port=self.port, encrypted=encrypted, timeout=CONNECT_SECONDS)
        self._deadline.watch(plain)
        if security == Account.Security.TLS:
            return ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)
        return plain

    def send(self, data: bytes) -> None:
        self._left = ANSWER_BYTES_MOST
        super().send(data)

    def read(self, size: int) -> bytes:
        self._spend(size)
        return super().read(size)

    def readline(self) -> bytes:
        line = super().readline()
        self._spend(len(line))
        return line

    def _spend(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise self.error("The answer is larger than what was asked for.")


class _Client(IMAPClient):
    def __init__(self, account: Account, deadline: Deadline) -> None:
        self._account, self._deadline = account, deadline
        is_tls = account.imap_security == Account.Security.TLS
        timeout = SocketTimeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
        super().__init__(account.imap_host, account.imap_port, ssl=is_tls, timeout=timeout)
        self.normalise_times = False  # else they come without their zone

    def _create_IMAP4(self) -> imaplib.IMAP4:
        return _Imap(self._account, self._deadline)


class Inbox:
    """The folder of incoming mail, opened for reading only: nothing is marked as seen.

    `uid_validity` tells whether UIDs of an earlier visit still mean the same mails.
    """

    @translated()
    def __init__(self, client: IMAPClient, deadline: Deadline) -> None:
        self._client, self._deadline = client, deadline
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
        """The highest UID that was given before the folder was opened; 0 when none was, or the server does not tell."""
        return max(0, self._next_uid - 1)

    @translated()
    def source(self, uid: int) -> tuple[bytes, bool, datetime | None]:
        """The mail's bytes, whether they are only its beginning, and when it came in. Empty bytes: it is gone."""
        self._deadline.restart()
        told = self._client.fetch([uid], ["RFC822.SIZE", "INTERNALDATE"]).get(uid)
        if not told:
            return b"", False, None
        is_cut = int(told[b"RFC822.SIZE"]) > WHOLE_BYTES
        most = BEGINNING_BYTES if is_cut else WHOLE_BYTES
        parts = self._client.fetch([uid], [f"BODY.PEEK[]<0.{most}>"]).get(uid, {})
        raw = next((value for name, value in parts.items() if name.startswith(b"BODY[]")), None)
        raw = (raw or b"")[:most]
        return raw, is_cut or len(raw) == WHOLE_BYTES, told.get(b"INTERNALDATE")


@contextmanager
def inbox_of(account: Account, *, seconds: float = STEP_SECONDS) -> Iterator[Inbox]:
    """The account's inbox; `seconds` until it is open and for each mail. Raises MailError; so do its methods."""
    with outside_deadline(seconds) as deadline, _session(account, deadline) as client:
        yield Inbox(client, deadline)


def imap_check(account: Account, *, seconds: float = CHECK_SECONDS) -> None:
    """Log in and open the inbox, in this time. Raises MailError."""
    with inbox_of(account, seconds=seconds):
        pass


def sent_has(account: Account, *, message_id: str) -> bool:
    """Whether the folder of sent mail holds this one; False when there is no such folder. Raises MailError."""
    with outside_deadline(STEP_SECONDS) as deadline, _session(account, deadline) as client, translated():
        folder = client.find_special_folder(SENT)
        return bool(folder) and _holds(client, folder, message_id)


def sent_keep(account: Account, *, message_id: str, raw: bytes, at: datetime) -> None:
    """Put a copy into the folder of sent mail, unless it is there: some servers do that by themselves.

    Raises MailError.
    """
    with outside_deadline(STEP_SECONDS) as deadline, _session(account, deadline) as client, translated():
        folder = client.find_special_folder(SENT)
        if folder and not _holds(client, folder, message_id):
            client.append(folder, raw, flags=[b"\\Seen"], msg_time=at)


def _holds(client: IMAPClient, folder: str, message_id: str) -> bool:
    client.select_folder(folder, readonly=True)
    return bool(client.search(["HEADER", "Message-ID", message_id]))


@contextmanager
def _session(account: Account, deadline: Deadline) -> Iterator[IMAPClient]:
    with translated():
        connected = _Client(account, deadline)
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
