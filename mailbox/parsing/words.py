"""Bytes and headers of mails → text that PostgreSQL takes, whatever they claim to be."""

import re
from email.errors import HeaderParseError
from email.header import decode_header

from mailbox.parsing.charsets import codec_of

# Tried in this order when the charset is missing, unknown or untrue; the last one always fits.
FALLBACKS = ("utf-8", "cp1251")
# Of what is longer, the beginning: more than is ever shown.
DECODED_MOST = 2 * 1024 * 1024


def decoded(data: bytes, *, charset: str = "") -> tuple[str, bool]:
    """The text, and whether the charset was the one that was named."""
    for tried in (charset, *FALLBACKS):
        codec = codec_of(tried)
        if codec is None:
            continue
        try:
            # Not final: the cut may go through a letter.
            text = codec.incrementaldecoder().decode(data[:DECODED_MOST], final=len(data) <= DECODED_MOST)
        except UnicodeError:
            continue
        return clean(text), tried == charset
    return clean(data[:DECODED_MOST].decode("latin-1")), False


def clean(text: str) -> str:
    """Without NUL and half characters, which PostgreSQL refuses."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def header_text(value: object) -> str:
    """A header as people read it: on one line, its encoded words decoded; raw where they cannot be."""
    # Bytes that are not ASCII come as half characters.
    text = decoded(str(value or "").encode("utf-8", "surrogateescape"), charset="utf-8")[0]
    try:
        parts = decode_header(text)
    except (HeaderParseError, ValueError, LookupError):
        parts = [(text, None)]
    words = (decoded(part, charset=charset or "")[0] if isinstance(part, bytes) else part for part, charset in parts)
    return re.sub(r"\s+", " ", clean("".join(words))).strip()
