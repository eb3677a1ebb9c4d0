"""Headers of mails that go out, encoded here.

Python's own policy decodes encoded words in what it is given, and in some versions writes the line breaks that were
in them (CVE-2024-6923): a stranger's subject that we answer would add headers to our mail.
"""

import re
from collections.abc import Iterable, Sequence
from email import message_from_bytes
from email.header import Header
from email.policy import EmailPolicy
from email.utils import formataddr

from django.utils.translation import gettext as _

from tenants.errors import InvalidInput

ID = re.compile(r"[!-~]{3,500}")
PART_HEADERS = {"content-type", "content-transfer-encoding", "content-disposition", "mime-version"}


class Encoded(str):
    """A header's value as it goes out; Python's policy takes what has a name and folds itself as it is."""

    name: str

    def __new__(cls, name: str, value: str) -> "Encoded":
        made = super().__new__(cls, value)
        made.name = name
        return made

    def fold(self, *, policy: EmailPolicy) -> str:
        return f"{self.name}: {policy.linesep.join(self.splitlines())}{policy.linesep}"


def text_header(name: str, text: str) -> Encoded:
    return Encoded(name, _encoded(text, name=name))


def people_header(name: str, people: Iterable[tuple[str, str]]) -> Encoded:
    """`people` are names and ASCII addresses."""
    return Encoded(name, ",\n ".join(_person(*person) for person in people))


def ids_header(name: str, ids: Sequence[str]) -> Encoded:
    return Encoded(name, "\n ".join(ids))


def is_sound_id(message_id: str) -> bool:
    """Whether a Message-ID of a stranger can be repeated in a header of ours."""
    return bool(ID.fullmatch(message_id)) and "=?" not in message_id


def headers_check(raw: bytes, *, expected: Iterable[str]) -> None:
    """Read the mail back: its headers must be those that were set. Raises InvalidInput."""
    mail = message_from_bytes(raw)
    own, *parts = [sorted(name.lower() for name in part if name.lower() not in PART_HEADERS) for part in mail.walk()]
    if own != sorted(name.lower() for name in expected) or any(parts):
        raise InvalidInput(_("This cannot be written as a mail."), field="subject", code="unsafe")


def _person(name: str, address: str) -> str:
    name = " ".join(name.split())
    if _is_plain(name):
        return formataddr((name, address))
    return f"{_encoded(name, name='').replace(chr(10), '')} <{address}>"


def _encoded(text: str, *, name: str) -> str:
    text = " ".join(text.split())
    return Header(text, "us-ascii" if _is_plain(text) else "utf-8", header_name=name or None).encode()


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable() and "=?" not in text
