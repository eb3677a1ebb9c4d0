"""Mail servers on localhost: SMTP by aiosmtpd, which delivers into the mailboxes of a Dovecot that is started here.

tests/mailbox/conftest.py makes fixtures of them. Without Dovecot on the machine, the tests that read mail say so.
"""

import imaplib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from email.message import EmailMessage
from pathlib import Path
from smtplib import SMTP
from uuid import uuid4

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP as Server
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session
from imapclient import IMAPClient

DOVECOT = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
PASSWORD = "an-app-password"
CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
default_login_user = {user}
default_internal_user = {user}
default_internal_group = {group}
ssl = yes
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = no
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%u
mail_max_userip_connections = 100
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {folder}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
namespace inbox {{
  inbox = yes
  mailbox Sent {{
    special_use = \\Sent
    auto = create
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def certificate_make(folder: Path) -> tuple[Path, Path]:
    """A key, and a certificate for localhost that nobody else has signed."""
    key, cert = folder / "key.pem", folder / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(cert)],
        check=True, capture_output=True,
    )  # fmt: skip
    return key, cert


class Dovecot:
    """An IMAP server with mailboxes for whoever logs in with PASSWORD and is in `users`.

    `port` speaks plainly and STARTTLS, `tls_port` TLS, with the certificate `cert`.
    """

    def __init__(self, *, users: tuple[str, ...]) -> None:
        self.port, self.tls_port = free_port(), free_port()
        self._folder = Path(tempfile.mkdtemp(prefix="leadwright-dovecot-", dir="/var/tmp"))
        # Dovecot serves nobody's mail as root, so that under root it works for nobody.
        account = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        group = subprocess.check_output(["id", "-gn", account.pw_name], text=True).strip()
        self._folder.chmod(0o755)
        for name in ("mail", "run", "state"):
            (self._folder / name).mkdir()
        os.chown(self._folder / "mail", account.pw_uid, account.pw_gid)
        _key, self.cert = certificate_make(self._folder)
        (self._folder / "users").write_text("".join(f"{user}:{PASSWORD}\n" for user in users))
        (self._folder / "dovecot.conf").write_text(
            CONFIG.format(
                folder=self._folder,
                port=self.port,
                tls_port=self.tls_port,
                user=account.pw_name,
                group=group,
                uid=account.pw_uid,
                gid=account.pw_gid,
            )
        )
        self._process: subprocess.Popen | None = None

    def start(self) -> None:
        command = [DOVECOT, "-F", "-c", str(self._folder / "dovecot.conf")]
        with (self._folder / "start.log").open("wb") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        for _try in range(100):
            try:
                imaplib.IMAP4("127.0.0.1", self.port).logout()
                return
            except OSError:
                time.sleep(0.1)
        logs = [file.read_text() for file in self._folder.glob("*.log")]
        raise RuntimeError("Dovecot did not start: " + "\n".join(logs))

    def stop(self) -> None:
        """The server goes away; the mail stays."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=10)
            self._process = None

    def die(self) -> None:
        """All of it, in the middle of what it does."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(timeout=10)
        self._process = None

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def open(self, user: str) -> IMAPClient:
        """The mailbox, as a mail program of somebody else opens it."""
        client = IMAPClient("127.0.0.1", self.port, ssl=False, timeout=10)
        client.login(user, PASSWORD)
        return client

    def deliver(self, user: str, raw: bytes) -> None:
        with self.open(user) as client:
            client.append("INBOX", raw)

    def mails(self, user: str, folder: str = "INBOX") -> list[bytes]:
        with self.open(user) as client:
            client.select_folder(folder, readonly=True)
            found = client.fetch(client.search(), ["RFC822"])
            return [found[uid][b"RFC822"] for uid in sorted(found)]

    def empty(self, user: str) -> None:
        with self.open(user) as client:
            for folder in ("INBOX", "Sent"):
                client.select_folder(folder)
                client.delete_messages(client.search())
                client.expunge()

    def renumber(self, user: str, *, uid_validity_grows: int = 1) -> None:
        """As after a restore: the mails of the inbox are counted from UID 1 again. Its UIDVALIDITY tells so, unless 0.

        Left to itself, Dovecot takes the second as the new UIDVALIDITY: the old one, when that is as young.
        """
        with self.open(user) as client:
            told = client.folder_status("INBOX", ["UIDVALIDITY"])[b"UIDVALIDITY"]
        folder = self._folder / "mail" / user
        for file in folder.glob("dovecot*"):
            file.unlink()
        uids = folder / "dovecot-uidlist"
        uids.write_text(f"3 V{told + uid_validity_grows} N1 G{uuid4().hex}\n")
        owner = folder.stat()
        os.chown(uids, owner.st_uid, owner.st_gid)


class PostOffice:
    """An SMTP server. It keeps what came in `taken`, and delivers to those who have a mailbox at `dovecot`.

    `refuse`: recipients it does not know. `answer`: its answer to the next mails. `cut`: it takes the next mail, and
    the line breaks before it can say so; with `cut` "lost", it never had it.
    """

    def __init__(
        self, *, users: tuple[str, ...], dovecot: Dovecot | None, port: int | None = None, **controller: object
    ) -> None:
        self._users = users
        self._dovecot = dovecot
        self._controller = Controller(
            self,
            hostname="127.0.0.1",
            port=port or free_port(),
            authenticator=self._check,
            auth_require_tls=False,
            **controller,
        )
        self.forget()

    @property
    def port(self) -> int:
        return self._controller.port

    def start(self) -> None:
        self._controller.start()

    def stop(self) -> None:
        self._controller.stop()

    def forget(self) -> None:
        self.taken: list[Envelope] = []
        self.refuse: set[str] = set()
        self.answer = ""
        self.cut = ""

    def send_as(self, user: str, mail: EmailMessage) -> None:
        """Somebody else's mail program sends a mail."""
        with SMTP("127.0.0.1", self.port, timeout=10) as smtp:
            smtp.login(user, PASSWORD)
            smtp.send_message(mail)

    async def handle_RCPT(
        self, server: Server, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refuse:
            return "550 5.1.1 No such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Server, session: Session, envelope: Envelope) -> str:
        if self.answer:
            return self.answer
        if self.cut != "lost":
            self._take(envelope)
        if self.cut:
            self.cut = ""
            server.transport.abort()
        return "250 OK"

    def _take(self, envelope: Envelope) -> None:
        self.taken.append(envelope)
        if self._dovecot is not None:
            for address in set(envelope.rcpt_tos) & set(self._users):
                self._dovecot.deliver(address, envelope.original_content)

    def _check(self, server: Server, session: Session, envelope: Envelope, mechanism: str, auth: object) -> AuthResult:
        good = isinstance(auth, LoginPassword) and auth.password.decode() == PASSWORD
        return AuthResult(success=good and auth.login.decode() in self._users, handled=False)
