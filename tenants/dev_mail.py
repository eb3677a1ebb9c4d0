"""Mail on a developer's machine: kept as files, read at /dev/mail."""

import email.policy
import re
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

LINK = re.compile(r"https?://\S+")
NEWEST = 50


class EmailBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.DEV_MAIL_DIR)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            (folder / f"{time.time_ns()}-{secrets.token_hex(4)}.eml").write_bytes(message.message().as_bytes())
        return len(email_messages)


@dataclass(frozen=True)
class KeptMail:
    to: str
    subject: str
    sent_at: datetime
    text: str
    links: list[str]


def kept_mails() -> list[KeptMail]:
    """The newest mails, newest first."""
    files = sorted(Path(settings.DEV_MAIL_DIR).glob("*.eml"), reverse=True)[:NEWEST]
    return [_read(file) for file in files]


def _read(file: Path) -> KeptMail:
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    text = message.get_body(("plain", "html")).get_content()
    return KeptMail(
        to=message["to"],
        subject=message["subject"],
        sent_at=datetime.fromtimestamp(int(file.name.split("-")[0]) / 1e9, tz=UTC),
        text=text,
        links=LINK.findall(text),
    )
