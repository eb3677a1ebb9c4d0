"""Checking what somebody wants to send, each fault with the field it is in."""

from collections.abc import Iterable, Sequence
from email.utils import getaddresses

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from mailbox.compose import Draft, Upload
from mailbox.parsing.addresses import Person, people_of
from mailbox.parsing.words import clean
from tenants.errors import InvalidInput

RECIPIENTS_MOST = 50
TEXT_MOST = 200_000
SUBJECT_MOST = 500
ATTACHMENTS_MOST = 20
# Of all attachments together; on the way they grow by a third, and most servers take 25 to 35 MB.
ATTACHED_BYTES_MOST = 20 * 1024 * 1024


def draft_checked(
    *,
    to: Iterable[str],
    cc: Iterable[str],
    bcc: Iterable[str],
    subject: str,
    text: str,
    html: str,
    attachments: Sequence[Upload],
    references: Sequence[str],
) -> Draft:
    """Raises InvalidInput: to, cc, bcc, subject, text, html or attachments."""
    people = {name: people_checked(lines, field=name) for name, lines in (("to", to), ("cc", cc), ("bcc", bcc))}
    if not people["to"]:
        raise InvalidInput(_("Say whom the mail goes to."), field="to", code="required")
    if sum(len(each) for each in people.values()) > RECIPIENTS_MOST:
        message = _("A mail goes to %(most)d addresses at most.") % {"most": RECIPIENTS_MOST}
        raise InvalidInput(message, field="to", code="too_many")
    if not text.strip() and not html.strip():
        raise InvalidInput(_("Write something."), field="text", code="required")
    for field, value in (("text", text), ("html", html)):
        if len(value) > TEXT_MOST:
            raise InvalidInput(_("This is too long for a mail; attach it as a file."), field=field, code="too_long")
    return Draft(
        **people,
        subject=_subject(subject),
        text=clean(text).replace("\r\n", "\n").strip(),
        html=clean(html).strip(),
        attachments=_attachments(attachments),
        references=references,
    )


def people_checked(lines: Iterable[str], *, field: str) -> list[Person]:
    """The addresses of lines such as `Anna <anna@shop.test>, b@shop.test`. Raises InvalidInput for a bad one."""
    lines = [line for line in lines if line.strip()]
    if any(len(line.strip().splitlines()) > 1 for line in lines):
        raise InvalidInput(_("An address has no line breaks."), field=field)
    for address in _addresses(lines):
        if not _is_good(address):
            shown = {"address": address or ", ".join(lines)[:100]}
            raise InvalidInput(_("“%(address)s” is not an e-mail address.") % shown, field=field, code="bad_address")
    return people_of(line.replace(";", ",") for line in lines)


def _addresses(lines: Iterable[str]) -> list[str]:
    try:
        return [address for _name, address in getaddresses([line.replace(";", ",") for line in lines])]
    except RecursionError:  # it goes one call deeper with each bracket
        return [""]


def _is_good(address: str) -> bool:
    try:
        validate_email(address)
        address.rpartition("@")[0].encode("ascii")
        address.rpartition("@")[2].encode("idna")
    except (ValidationError, UnicodeError):
        return False
    return True


def _subject(subject: str) -> str:
    subject = clean(subject).strip()
    if len(subject.splitlines()) > 1:
        # In a header a line break begins another header.
        raise InvalidInput(_("The subject has no line breaks."), field="subject")
    if len(subject) > SUBJECT_MOST:
        raise InvalidInput(_("The subject is too long."), field="subject", code="too_long")
    return subject


def _attachments(uploads: Sequence[Upload]) -> list[Upload]:
    if len(uploads) > ATTACHMENTS_MOST:
        message = _("A mail takes %(most)d files at most.") % {"most": ATTACHMENTS_MOST}
        raise InvalidInput(message, field="attachments", code="too_many")
    if sum(len(upload.content) for upload in uploads) > ATTACHED_BYTES_MOST:
        message = _("The files are larger than %(most)d MB together.") % {"most": ATTACHED_BYTES_MOST // 1024**2}
        raise InvalidInput(message, field="attachments", code="too_large")
    return [Upload(name=_file_name(upload.name), content=upload.content, type=upload.type) for upload in uploads]


def _file_name(name: str) -> str:
    plain = "".join(sign for sign in clean(name) if sign.isprintable() and sign not in '/\\"')
    # "=?" begins an encoded word, which Python would decode.
    return plain.replace("=?", "_").strip()[-150:] or "file"
