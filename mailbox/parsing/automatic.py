"""Mails that machines write: automatic replies, and reports that a mail could not be delivered."""

import re
from dataclasses import dataclass
from email.message import Message

from mailbox.parsing.parts import part_bytes
from mailbox.parsing.source import message_of
from mailbox.parsing.words import header_text


@dataclass(frozen=True, slots=True)
class Bounced:
    """Which mail came back ("" when the report does not tell), for whom, and in the server's words why."""

    message_id: str
    recipient: str
    reason: str


def is_automatic(mail: Message) -> bool:
    """RFC 3834, and the headers that were used before it."""
    if header_text(mail.get("Auto-Submitted", "no")).lower().partition(";")[0].strip() != "no":
        return True
    if header_text(mail.get("Precedence")).lower() in ("auto_reply", "auto-reply"):
        return True
    return "X-Autoreply" in mail or "X-Autorespond" in mail or _is_report(mail)


def bounced_of(mail: Message) -> Bounced | None:
    """The mail that a delivery report (RFC 3464) says is lost; None for reports of delays and of success."""
    if not _is_report(mail):
        return None
    status = _part(mail, "message/delivery-status")
    # Its parts are blocks of headers: the first about the report, each further one about a recipient.
    blocks = status.get_payload() if status is not None and status.is_multipart() else []
    failed = next((block for block in blocks if header_text(block.get("Action")).lower() == "failed"), None)
    if failed is None:
        return None
    recipient = header_text(failed.get("Final-Recipient") or failed.get("Original-Recipient")).rpartition(";")[2]
    reason = header_text(failed.get("Diagnostic-Code")).partition(";")[2] or header_text(failed.get("Status"))
    return Bounced(message_id=_original_id(mail), recipient=recipient.strip(), reason=reason.strip()[:300])


def _is_report(mail: Message) -> bool:
    return mail.get_content_type() == "multipart/report"


def _original_id(mail: Message) -> str:
    part = _part(mail, "message/rfc822") or _part(mail, "text/rfc822-headers")
    original = message_of(part_bytes(part)) if part is not None else None
    found = re.search(r"<[^<>\s]+>", header_text(original.get("Message-ID"))) if original is not None else None
    return found.group(0) if found else ""


def _part(mail: Message, kind: str) -> Message | None:
    return next((part for part in mail.walk() if part.get_content_type() == kind), None)
