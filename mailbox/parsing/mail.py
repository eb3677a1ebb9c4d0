"""The bytes of a mail → what it says. Broken mails are usual: whatever can be read is, and the rest is said."""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime

import structlog

from mailbox.parsing.addresses import Person, people_of
from mailbox.parsing.automatic import Bounced, bounced_of, is_automatic
from mailbox.parsing.html import html_safe, html_text, is_tangled
from mailbox.parsing.parts import (
    ATTACHMENTS_MOST,
    HTML_MOST,
    TEXT_MOST,
    Attachment,
    attachment_of,
    is_attached,
    leaves,
    part_text,
)
from mailbox.parsing.source import message_of
from mailbox.parsing.words import header_text

log = structlog.get_logger(__name__)

REFERENCES_MOST = 50
ID_MOST = 500
MESSAGE_ID = re.compile(r"<[^<>\s]+>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """`at` is None without a readable date; `message_id` is made from the digest when the mail has none."""

    message_id: str
    references: list[str]
    sender: Person
    to: list[Person]
    cc: list[Person]
    reply_to: list[Person]
    subject: str
    text: str
    html: str
    attachments: list[Attachment]
    at: datetime | None
    is_automatic: bool
    bounced: Bounced | None
    is_broken: bool
    digest: str


def read_mail(raw: bytes, *, is_cut: bool = False) -> Mail:
    """Never raises for what a mail holds. `is_cut`: these are only the first bytes of it."""
    try:
        return _read(raw, is_cut=is_cut)
    except Exception:  # whatever Python's parser makes of a mail that breaks every rule: the next ones must be read
        log.exception("mail_unreadable", size=len(raw))
        return unread_mail(raw)


def _read(raw: bytes, *, is_cut: bool) -> Mail:
    mail = message_of(raw)
    digest = _digest(mail, raw)
    text, html, attachments, is_whole = _contents(mail, is_cut=is_cut)
    message_id = next(iter(_ids(mail.get("Message-ID"))), f"<{digest[:32]}@without-id.invalid>")
    bounced = bounced_of(mail)
    references = [*_ids(mail.get("References")), *_ids(mail.get("In-Reply-To"))]
    if bounced and bounced.message_id:
        references.append(bounced.message_id)
    senders = people_of([mail.get("From")]) or people_of([mail.get("Sender")])
    return Mail(
        message_id=message_id,
        references=list(dict.fromkeys(references))[-REFERENCES_MOST:],
        sender=senders[0] if senders else Person(name=header_text(mail.get("From"))[:200], address=""),
        to=people_of(mail.get_all("To", [])),
        cc=people_of(mail.get_all("Cc", [])),
        reply_to=people_of(mail.get_all("Reply-To", [])),
        subject=header_text(mail.get("Subject"))[:500],
        text=text,
        html=html,
        attachments=attachments,
        at=_moment(mail.get("Date")),
        is_automatic=is_automatic(mail),
        bounced=bounced,
        is_broken=not is_whole or bool(mail.defects) or not senders,
        digest=digest,
    )


def unread_mail(raw: bytes) -> Mail:
    """A mail of which only the bytes are known."""
    digest = hashlib.sha256(raw).hexdigest()
    return Mail(
        message_id=f"<{digest[:32]}@without-id.invalid>",
        references=[],
        sender=Person(name="", address=""),
        to=[],
        cc=[],
        reply_to=[],
        subject="",
        text="",
        html="",
        attachments=[],
        at=None,
        is_automatic=False,
        bounced=None,
        is_broken=True,
        digest=digest,
    )


def _contents(mail: Message, *, is_cut: bool) -> tuple[str, str, list[Attachment], bool]:
    """Text, safe HTML, attachments, and whether all of it could be read as it was meant."""
    texts: list[str] = []
    htmls: list[str] = []
    attachments: list[Attachment] = []
    is_whole = True
    found = list(leaves(mail))
    for position, part in found:
        if is_attached(part):
            is_last = position == found[-1][0]
            attachments.append(attachment_of(position, part, is_kept=not (is_cut and is_last)))
            continue
        text, as_named = part_text(part)
        is_whole &= as_named and not part.defects
        (htmls if part.get_content_type() == "text/html" else texts).append(text)
    written = "".join(htmls)[:HTML_MOST]
    is_whole &= not is_tangled(written)
    text = "\n".join(texts).strip() or html_text(written)
    return text[:TEXT_MOST], html_safe(written), attachments[:ATTACHMENTS_MOST], is_whole


def _ids(header: object) -> list[str]:
    return [found[:ID_MOST] for found in MESSAGE_ID.findall(header_text(header))]


def _moment(header: object) -> datetime | None:
    try:
        found = parsedate_to_datetime(header_text(header))
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _digest(mail: Message, raw: bytes) -> str:
    """Of what stays the same when one mail is delivered twice: not of the lines that servers put on its way."""
    body = re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[-1]
    digest = hashlib.sha256()
    for name in ("Message-ID", "From", "Date", "Subject"):
        digest.update(str(mail.get(name, "")).encode("utf-8", "replace") + b"\0")
    digest.update(body)
    return digest.hexdigest()
