"""Servers that a user named and that mean harm: they hold nobody for long, and fill no memory."""

import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from mailbox.failures import MailLater
from mailbox.imap import WHOLE_BYTES, imap_check, inbox_of
from mailbox.models import Account
from mailbox.smtp import smtp_check

OPENED = b"* 1 EXISTS\r\n* OK [UIDVALIDITY 1] x\r\n* OK [UIDNEXT 2] x\r\n"
TOLD = b'* 1 FETCH (UID 1 RFC822.SIZE 100 INTERNALDATE "01-Jan-2025 00:00:00 +0000")\r\n'


@pytest.fixture
def account_of(settings) -> Iterator[Callable[..., Account]]:
    """`account_of(speak)`: an account at a server that speaks so with the first who connects."""
    listening = socket.create_server(("127.0.0.1", 0))

    def make(speak: Callable[[socket.socket], None]) -> Account:
        def serve() -> None:
            try:
                with listening.accept()[0] as connection:
                    speak(connection)
            except OSError:
                pass  # hung up

        threading.Thread(target=serve, daemon=True).start()
        port = listening.getsockname()[1]
        settings.OUTSIDE_ALLOWED = [f"127.0.0.1:{port}"]
        at = {"smtp_host": "127.0.0.1", "smtp_port": port, "imap_host": "127.0.0.1", "imap_port": port}
        more = {"smtp_security": "plain", "imap_security": "plain", "username": "u", "password": "p"}
        return Account(address="a@b.test", **at, **more)

    yield make
    listening.close()


def drip(connection: socket.socket) -> None:
    while True:
        connection.sendall(b"2")
        time.sleep(0.05)


def flood(connection: socket.socket) -> None:
    while True:
        connection.sendall(b"220-wait\r\n" * 1000)


def larger_than_it_said(connection: socket.socket) -> None:
    connection.sendall(b"* OK [CAPABILITY IMAP4rev1] hi\r\n")
    for line in connection.makefile("rb"):
        tag, command = line.upper().split(b" ", 1)
        if command.startswith(b"CAPAB"):
            connection.sendall(b"* CAPABILITY IMAP4rev1\r\n")
        elif command.startswith((b"SELECT", b"EXAMINE")):
            connection.sendall(OPENED)
        elif b"BODY" in command:
            connection.sendall(b"* 1 FETCH (UID 1 BODY[]<0> {%d}\r\n" % (WHOLE_BYTES * 10))
        elif command.startswith(b"UID FETCH"):
            connection.sendall(TOLD)
        connection.sendall(tag + b" OK done\r\n")


class TestServers:
    @pytest.mark.alone
    @pytest.mark.parametrize("check", [smtp_check, imap_check])
    def test_one_that_drips_is_left(self, account_of, check) -> None:
        began = time.monotonic()
        with pytest.raises(MailLater):
            check(account_of(drip), seconds=0.3)
        assert time.monotonic() - began < 1.5

    def test_an_answer_without_end_is_not_collected(self, account_of) -> None:
        with pytest.raises(MailLater):
            smtp_check(account_of(flood))

    def test_a_mail_larger_than_it_was_said_to_be_is_not_read(self, account_of) -> None:
        with inbox_of(account_of(larger_than_it_said)) as inbox, pytest.raises(MailLater):
            inbox.source(1)
