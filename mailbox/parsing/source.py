"""The bytes of a mail → its parts, and back. Python decodes some headers by itself, in a charset that they name."""

from email import message_from_bytes
from email._policybase import Compat32
from email.generator import BytesGenerator
from email.message import Message
from io import BytesIO

HEADER_MOST = 64_000
# With the name of a file: it can name a charset that takes quadratic time.
PART_HEADER_MOST = 4_000


class _Short(Compat32):
    """As Python reads mails by default, without the rest of endless headers."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[: PART_HEADER_MOST if name.lower().startswith("content-") else HEADER_MOST]


class _Bytes(BytesGenerator):
    """Also writes letters where the headers promised none."""

    def write(self, text: str) -> None:
        self._fp.write(text.encode("utf-8", "surrogateescape"))


def message_of(raw: bytes) -> Message:
    return message_from_bytes(raw, policy=_Short())


def source_of(mail: Message) -> bytes:
    made = BytesIO()
    _Bytes(made, mangle_from_=False).flatten(mail)
    return made.getvalue()
