"""Handing mails to an SMTP server."""

import smtplib
import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import BinaryIO

from mailbox.failures import CAUGHT, MailCutOff, MailRefused, answer_error, mail_error, translated
from mailbox.models import Account, MailFailure
from tenants.outside import outside_socket
from tenants.outside_deadline import Deadline, outside_deadline

TIMEOUT_SECONDS = 20.0
# Of a whole conversation: a person waits for a check; a job's lease is longer (mailbox.tasks).
CHECK_SECONDS = 10.0
SEND_SECONDS = 240.0
ANSWER_BYTES_MOST = 64 * 1024


class _Answers:
    """The file of a server's answers, each of a bounded size: they may go on for any number of lines."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.left = ANSWER_BYTES_MOST

    def readline(self, size: int) -> bytes:
        line = self._file.readline(size)
        self.left -= len(line)
        if self.left < 0:
            raise OSError("The answer does not end.")
        if line and len(line) < size and not line.endswith(b"\n"):
            raise ConnectionAbortedError("The answer was cut off.")  # the first half of a number is another number
        return line

    def close(self) -> None:
        self._file.close()


class _Connection(smtplib.SMTP):
    """smtplib, over a socket that leads to nowhere but the checked address."""

    def __init__(self, account: Account, deadline: Deadline) -> None:
        self._account, self._deadline = account, deadline
        # The name we greet with: our host's own name is nobody's business, and may be none that servers accept.
        super().__init__(
            account.smtp_host,
            account.smtp_port,
            local_hostname=account.address.rpartition("@")[2].encode("idna").decode() or "localhost",
            timeout=TIMEOUT_SECONDS,
        )

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        security = self._account.smtp_security
        encrypted = security != Account.Security.PLAIN
        plain = outside_socket(host=host, port=port, encrypted=encrypted, timeout=timeout)
        self._deadline.watch(plain)
        if security == Account.Security.TLS:
            return ssl.create_default_context().wrap_socket(plain, server_hostname=host)
        return plain

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None:
            self.file = _Answers(self.sock.makefile("rb"))
        self.file.left = ANSWER_BYTES_MOST
        return super().getreply()


def smtp_check(account: Account, *, seconds: float = CHECK_SECONDS) -> None:
    """Log in, and nothing more, in this time. Raises MailError."""
    with _logged_in(account, seconds=seconds):
        pass


def smtp_send(account: Account, *, sender: str, recipients: Sequence[str], raw: bytes) -> None:
    """Hand a mail over: to all recipients or to none.

    Raises MailRefused and MailLater when nobody gets it, MailCutOff when that cannot be told.
    """
    with _logged_in(account, seconds=SEND_SECONDS) as smtp:
        _expect(smtp.mail(sender, [f"SIZE={len(raw)}"] if smtp.has_extn("size") else []), 250, MailFailure.SENDER)
        for recipient in recipients:
            code, text = smtp.rcpt(recipient)
            if code not in (250, 251):
                raise answer_error(code, f"{recipient}: {text.decode('utf-8', 'replace')}", MailFailure.RECIPIENT)
        _expect(smtp.docmd("DATA"), 354, MailFailure.REFUSED)
        try:
            smtp.send(_dotted(raw))
            code, text = smtp.getreply()
        except CAUGHT as error:
            raise MailCutOff(MailFailure.CUT_OFF, mail_error(error).detail) from error
        if code != 250:
            raise answer_error(code, text, MailFailure.REFUSED)


@contextmanager
def _logged_in(account: Account, *, seconds: float) -> Iterator[smtplib.SMTP]:
    with translated(), outside_deadline(seconds) as deadline, closing(_Connection(account, deadline)) as smtp:
        if account.smtp_security == Account.Security.STARTTLS:
            smtp.starttls(context=ssl.create_default_context())
        _log_in(smtp, account)
        yield smtp


def _log_in(smtp: smtplib.SMTP, account: Account) -> None:
    smtp.ehlo_or_helo_if_needed()
    if not smtp.has_extn("auth"):
        raise MailRefused(MailFailure.NO_LOGIN)
    try:
        smtp.login(account.username, account.password)
    except smtplib.SMTPAuthenticationError as error:
        raise answer_error(error.smtp_code, error.smtp_error, MailFailure.PASSWORD) from error
    except UnicodeEncodeError as error:  # smtplib sends ASCII only
        raise MailRefused(MailFailure.PASSWORD) from error


def _expect(answer: tuple[int, bytes], wanted: int, failure: MailFailure) -> None:
    code, text = answer
    if code != wanted:
        raise answer_error(code, text, failure)


def _dotted(raw: bytes) -> bytes:
    """The mail as the protocol wants it: lines end in CRLF, a dot at the beginning of one is doubled."""
    lines = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").rstrip(b"\n").split(b"\n")
    return b"\r\n".join(b"." + line if line.startswith(b".") else line for line in lines) + b"\r\n.\r\n"
