"""Translations without system tools: Babel reads and compiles what gettext's programs otherwise would."""

import os
from collections.abc import Iterable
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def translations_compile(folders: Iterable[Path]) -> int:
    """Compile each .po whose .mo is missing or older; the number of files written."""
    written = 0
    for source in (po for folder in folders for po in Path(folder).glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        # Whole or not at all: another process may be reading it, or compiling it too.
        unfinished = target.with_suffix(f".{os.getpid()}.mo")
        with source.open("rb") as po, unfinished.open("wb") as mo:
            write_mo(mo, read_po(po, locale=source.parent.parent.name))
        unfinished.replace(target)
        written += 1
    return written
