"""The parts of a mail: what is its text, what is attached."""

from collections.abc import Iterator
from email.message import Message
from typing import TypedDict

from mailbox.parsing.source import source_of
from mailbox.parsing.words import clean, decoded, header_text

TEXT_MOST = 200_000
HTML_MOST = 200_000
ATTACHMENTS_MOST = 100


class Attachment(TypedDict):
    """`position` counts the parts of the mail. `is_kept` is False for what was cut off with the end of the mail."""

    position: int
    name: str
    type: str
    size: int
    is_kept: bool


def leaves(mail: Message) -> Iterator[tuple[int, Message]]:
    """The parts that hold something, with their positions. A forwarded mail is one part, as it was attached."""
    inside_forwarded: set[int] = set()
    for position, part in enumerate(mail.walk()):
        if id(part) in inside_forwarded:
            continue
        if part.get_content_type() == "message/rfc822":
            inside_forwarded.update(id(each) for each in part.walk())
            yield position, part
        elif not part.is_multipart():
            yield position, part


def part_bytes(part: Message) -> bytes:
    """What the part holds, decoded as far as it can be."""
    if part.is_multipart():
        return b"".join(source_of(inner) for inner in part.get_payload())
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def part_text(part: Message) -> tuple[str, bool]:
    """The part's text, and whether it was in the charset it named."""
    text, as_named = decoded(part_bytes(part), charset=str(part.get_content_charset("utf-8")))
    return text.replace("\r\n", "\n"), as_named


def is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename()) or not _is_text(part)


def attachment_of(position: int, part: Message, *, is_kept: bool) -> Attachment:
    name = header_text(part.get_filename()).replace("/", "_").replace("\\", "_")[:200]
    kind = clean(part.get_content_type())[:100]
    return Attachment(position=position, name=name, type=kind, size=len(part_bytes(part)), is_kept=is_kept)


def _is_text(part: Message) -> bool:
    return part.get_content_type() in ("text/plain", "text/html")
