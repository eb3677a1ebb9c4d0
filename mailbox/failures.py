"""How speaking with a mail server can fail.

MailError
├── MailRefused   for good: trying again the same way cannot help
├── MailLater     it was not done, and can be later
└── MailCutOff    the mail was handed over, but the server's answer was lost: look before sending it again
"""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from imaplib import IMAP4
from smtplib import SMTPNotSupportedError, SMTPResponseException, SMTPServerDisconnected

from imapclient.exceptions import LoginError

from mailbox.models import MailFailure
from tenants.outside import HostUnknown, OutsideRefused

# The mail is larger than the server, or the recipient's box, takes.
TOO_LARGE = {552, 523}


class MailError(Exception):
    """`failure` is the reason for people, `detail` the server's own words, cut, without secrets."""

    def __init__(self, failure: MailFailure, detail: str = "") -> None:
        super().__init__(f"{failure.value}: {detail}" if detail else failure.value)
        self.failure = failure
        self.detail = detail[:300]


class MailRefused(MailError):
    pass


class MailLater(MailError):
    pass


class MailCutOff(MailError):
    pass


# What Python's libraries raise when a server cannot be reached or understood; the first class that fits counts.
FAULTS: tuple[tuple[type[Exception], type[MailError], MailFailure], ...] = (
    (HostUnknown, MailRefused, MailFailure.HOST_UNKNOWN),
    (OutsideRefused, MailRefused, MailFailure.NOT_ALLOWED),
    (ssl.SSLCertVerificationError, MailRefused, MailFailure.CERTIFICATE),
    (ssl.SSLEOFError, MailLater, MailFailure.DISCONNECTED),
    (ssl.SSLError, MailRefused, MailFailure.NO_TLS),
    (socket.gaierror, MailRefused, MailFailure.HOST_UNKNOWN),
    (ConnectionRefusedError, MailLater, MailFailure.CLOSED),
    (TimeoutError, MailLater, MailFailure.NO_ANSWER),
    (SMTPServerDisconnected, MailLater, MailFailure.DISCONNECTED),
    (SMTPNotSupportedError, MailRefused, MailFailure.NO_STARTTLS),
    (LoginError, MailRefused, MailFailure.PASSWORD),
    (IMAP4.abort, MailLater, MailFailure.DISCONNECTED),
    (IMAP4.error, MailLater, MailFailure.UNREADABLE),
    (OSError, MailLater, MailFailure.DISCONNECTED),
    (ValueError, MailLater, MailFailure.UNREADABLE),
)
CAUGHT = tuple(fault for fault, _error, _failure in FAULTS)


@contextmanager
def translated() -> Iterator[None]:
    """What the libraries raise in here comes out as MailError."""
    try:
        yield
    except CAUGHT as error:
        raise mail_error(error) from error


def mail_error(error: Exception) -> MailError:
    """What such a fault means. `error` is one of CAUGHT."""
    if isinstance(error, LoginError) and "[UNAVAILABLE]" in str(error).upper():
        return MailLater(MailFailure.BUSY, words(error))
    if isinstance(error, IMAP4.abort) and "unexpected response" in str(error):
        return MailLater(MailFailure.UNREADABLE, words(error))
    if isinstance(error, SMTPResponseException):
        return answer_error(error.smtp_code, error.smtp_error, MailFailure.REFUSED)
    kind, failure = next((kind, failure) for fault, kind, failure in FAULTS if isinstance(error, fault))
    return kind(failure, words(error.args[-1] if error.args else ""))


def answer_error(code: int, text: bytes | str, failure: MailFailure) -> MailError:
    """What an SMTP server's answer means that is not the hoped-for one: 4xx may pass, 5xx stays."""
    detail = f"{code} {words(text)}"
    if code in TOO_LARGE:
        return MailRefused(MailFailure.TOO_LARGE, detail)
    if 400 <= code < 500 or code < 0:
        return MailLater(MailFailure.BUSY, detail)
    return MailRefused(failure, detail)


def words(text: object) -> str:
    """What a server said, on one line."""
    shown = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    return " ".join(shown.replace("\x00", "").split())[:300]
