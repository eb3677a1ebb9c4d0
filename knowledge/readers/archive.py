"""Zip files, looked at before anything is unpacked."""

import struct
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from knowledge.readers.kinds import DOCX, XLSX
from knowledge.readers.troubles import ReadingFailed

MOST_PARTS = 5_000
MOST_DIRECTORY = 2_000_000
MOST_UNPACKED = 1_000_000_000
# Of what a program of an office writes, even the emptiest rows do not pack better; a bomb packs a thousandfold.
MOST_RATIO = 200
_RATIO_FROM = 10_000_000

_MEGABYTE = 1 << 20
_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
_ENCRYPTED = 0x1


def archive_open(path: Path) -> ZipFile:
    """Open a zip file that is safe to unpack as a stream. Raises ReadingFailed: broken, bomb, encrypted."""
    _check_directory(path)
    try:
        archive = ZipFile(path)
    except (BadZipFile, NotImplementedError, UnicodeDecodeError, ValueError) as error:
        raise ReadingFailed("broken") from error
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    # The sizes told can lie only downwards: what is unpacked stops at the size told.
    if unpacked > MOST_UNPACKED or any(_is_bomb(member.file_size, member.compress_size) for member in members):
        raise ReadingFailed("bomb", unpacked_mb=unpacked // _MEGABYTE, most_mb=MOST_UNPACKED // _MEGABYTE)
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise ReadingFailed("encrypted")
    return archive


def packed_kind(archive: ZipFile) -> str | None:
    """DOCX or XLSX by what is inside; None when it is something else."""
    names = set(archive.namelist())
    if "word/document.xml" in names:
        return DOCX
    return XLSX if "xl/workbook.xml" in names else None


def _is_bomb(unpacked: int, packed: int) -> bool:
    return unpacked > _RATIO_FROM and unpacked > packed * MOST_RATIO


def _check_directory(path: Path) -> None:
    """The list of parts is read into memory when the file is opened: look first how long it is."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(size - _END.size - 0xFFFF, 0))
        tail = file.read()
    at = tail.rfind(_END_MARK)
    if at < 0 or len(tail) - at < _END.size:
        raise ReadingFailed("broken")
    *_numbers, parts, directory, _offset, _comment = _END.unpack_from(tail, at)
    if parts > MOST_PARTS or directory > MOST_DIRECTORY:
        raise ReadingFailed("too_many_parts", parts=parts, most=MOST_PARTS)
