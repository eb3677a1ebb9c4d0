"""An uploaded file: checked by what it holds, and kept in pieces in the database. It is never in memory as a whole."""

from dataclasses import dataclass
from hashlib import sha256
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

from knowledge.models import FilePart, Source
from knowledge.readers.kinds import HEAD_BYTES, OLE, PACKED, kind_found, kind_named
from knowledge.reading.troubles import trouble_text
from tenants.errors import InvalidInput

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class CheckedFile:
    """`kind`: what its name says it is (the reading finds out whether it lies), or else what is found in it.

    `digest`: SHA-256; `size` in bytes.
    """

    kind: str
    size: int
    digest: str


def file_checked(*, file: IO[bytes], name: str) -> CheckedFile:
    """Look through an uploaded file once. Raises InvalidInput: too big, empty, of no known type, or here already.

    A name that does not fit a known type is not refused here: the reading says so on the source.
    """
    most = settings.KNOWLEDGE_FILE_MOST_MB * MEGABYTE
    file.seek(0)
    digest, size, head = sha256(), 0, b""
    while piece := file.read(FilePart.BYTES):
        head = head or piece[:HEAD_BYTES]
        digest.update(piece)
        size += len(piece)
        if size > most:
            raise _refused("too_big", size_mb=_megabytes(_size_told(file, size)), most_mb=most // MEGABYTE)
    if not size:
        raise _refused("empty")
    named = kind_named(name)
    kind = kind_found(head, named=named)
    if kind == OLE:
        raise _refused("encrypted" if named in PACKED else "unknown_type")
    if kind is None:
        raise _refused("unknown_type")
    if same := Source.objects.filter(digest=digest.hexdigest()).first():
        message = _("This file is here already, as “%(name)s”.") % {"name": same.name}
        raise InvalidInput(message, field="file", code="taken", extra={"source_id": same.pk})
    return CheckedFile(named or kind, size, digest.hexdigest())


def file_keep(*, source: Source, file: IO[bytes]) -> None:
    """Store the file's pieces with its source."""
    file.seek(0)
    ordinal = 0
    while piece := file.read(FilePart.BYTES):
        FilePart.objects.create(source=source, ordinal=ordinal, data=piece)
        ordinal += 1


def _size_told(file: IO[bytes], read: int) -> int:
    """The whole size where the upload knows it: the reading stopped at the limit."""
    return max(getattr(file, "size", None) or 0, read)


def _megabytes(size: int) -> int:
    return -(-size // MEGABYTE)


def _refused(code: str, **facts: int) -> InvalidInput:
    return InvalidInput(trouble_text(code, facts), field="file", code=code, extra=facts)
