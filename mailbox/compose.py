"""What somebody wrote → the bytes that go out, made once: sent again, it is the same mail."""

import mimetypes
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from mailbox.headers import headers_check, ids_header, is_sound_id, people_header, text_header
from mailbox.models import Account
from mailbox.parsing.addresses import Person
from mailbox.parsing.html import html_safe, html_text, text_html

REFERENCES_MOST = 20
SUBTYPE = re.compile(r"[a-z0-9][a-z0-9.+-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file to attach. `type` "" is guessed from the name."""

    name: str
    content: bytes
    type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A mail as it was written, checked. `references` are the Message-IDs it answers, the newest last."""

    to: list[Person]
    cc: list[Person]
    bcc: list[Person]
    subject: str
    text: str
    html: str
    attachments: Sequence[Upload] = ()
    references: Sequence[str] = ()

    @property
    def recipients(self) -> list[Person]:
        return [*self.to, *self.cc, *self.bcc]


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    message_id: str
    text: str
    html: str
    raw: bytes


def compose(draft: Draft, *, account: Account, at: datetime) -> Composed:
    """The mail with its signature, as text and as HTML. Who gets a blind copy is not in it.

    Tangled HTML goes out as its text. Raises InvalidInput for what would not be read as it was written.
    """
    text = draft.text or html_text(draft.html)
    if account.signature:
        text = f"{text}\n\n-- \n{account.signature}"
    html = html_safe(draft.html) or text_html(draft.text or html_text(draft.html))
    if account.signature:
        html = f"{html}<p>-- </p>{text_html(account.signature)}"
    message_id = f"<{uuid.uuid4()}@{_ascii_domain(account.address)}>"

    mail = EmailMessage(policy=SMTP)
    mail["From"] = people_header("From", [(account.from_name, ascii_address(account.address))])
    mail["To"] = people_header("To", _people(draft.to))
    if draft.cc:
        mail["Cc"] = people_header("Cc", _people(draft.cc))
    mail["Subject"] = text_header("Subject", draft.subject)
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = message_id
    references = [each for each in draft.references if is_sound_id(each)][-REFERENCES_MOST:]
    if references:
        mail["In-Reply-To"] = ids_header("In-Reply-To", references[-1:])
        mail["References"] = ids_header("References", references)
    expected = mail.keys()
    # Base64 for the text as well: no server on the way can break its lines or its letters.
    mail.set_content(text, cte="base64")
    mail.add_alternative(html, subtype="html", cte="base64")
    for upload in draft.attachments:
        main, _slash, sub = _type_of(upload).partition("/")
        mail.add_attachment(upload.content, maintype=main, subtype=sub, filename=upload.name)
    raw = mail.as_bytes()
    headers_check(raw, expected=expected)
    return Composed(message_id=message_id, text=text, html=html_safe(html), raw=raw)


def ascii_address(address: str) -> str:
    """The address as every server takes it: a domain of other letters in its ASCII form."""
    return f"{address.rpartition('@')[0]}@{_ascii_domain(address)}"


def _ascii_domain(address: str) -> str:
    return address.rpartition("@")[2].encode("idna").decode("ascii")


def _people(people: Sequence[Person]) -> list[tuple[str, str]]:
    return [(person["name"], ascii_address(person["address"])) for person in people]


def _type_of(upload: Upload) -> str:
    """Never one that holds other mails or parts: what is attached goes as it is."""
    named = upload.type or mimetypes.guess_type(upload.name)[0] or ""
    main, _slash, sub = named.lower().partition("/")
    good = main in {"application", "audio", "image", "text", "video", "font"} and SUBTYPE.fullmatch(sub)
    return named.lower() if good else "application/octet-stream"
