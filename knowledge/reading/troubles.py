"""The words for what can be wrong with a source; each says what to do. Codes with their figures are stored."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge.reading.web_troubles import WEB_TROUBLES

TROUBLES = {
    **WEB_TROUBLES,
    "encrypted": gettext_lazy("The file is protected by a password. Save it without one and add it again."),
    "needs_ocr": gettext_lazy(
        "%(pages)s pages, but no text in them: these are pictures of text. Run text recognition (OCR) and add it again."
    ),
    "bomb": gettext_lazy(
        "Unpacked, this file would take %(unpacked_mb)s MB; at most %(most_mb)s MB are read. Split it into several."
    ),
    "too_many_parts": gettext_lazy(
        "This file is packed of %(parts)s parts; at most %(most)s are read. Save it anew from the program it is from."
    ),
    "broken": gettext_lazy("The file is damaged or not complete. Open it, save it anew and add it again."),
    "wrong_type": gettext_lazy(
        "The name says %(named)s, but inside is %(found)s. Add it under its right name, or save it as %(named)s."
    ),
    "unknown_type": gettext_lazy(
        "This is not a file that can be read. Save it as PDF, DOCX, XLSX, CSV, TXT, Markdown or HTML."
    ),
    "unsafe": gettext_lazy(
        "The file defines texts inside its own code, which harmful files do. Save it anew from the program it is from."
    ),
    "too_long_line": gettext_lazy(
        "One line is longer than %(most)s characters. Break the text into lines and add it again."
    ),
    "too_deep": gettext_lazy("The file is nested too deeply to be read. Save it anew, or copy its text into another."),
    "time_out": gettext_lazy("Reading took longer than %(seconds)s seconds and was stopped. Split the file."),
    "too_much_memory": gettext_lazy("Reading the file needs too much memory. Split it into several."),
    "too_big": gettext_lazy("The file has %(size_mb)s MB; at most %(most_mb)s MB are read. Split it into several."),
    "empty": gettext_lazy("There is no text in it. Check the file and add it again."),
    "pages_left_out": gettext_lazy(
        "%(count)s of %(pages)s pages could not be read, the first of them page %(page)s. "
        "Open the file, save it anew and add it again to have them found."
    ),
    "truncated": gettext_lazy(
        "It is too long to be learnt whole: the first %(kept)s passages were taken%(until)s. "
        "Split it into several to have all of it found."
    ),
    "embeddings": gettext_lazy(
        "%(reason)s Learning goes on when it answers. If it is away for good, change its address."
    ),
    "embeddings_refused": gettext_lazy(
        "%(reason)s Check the address and the key of the embeddings service, then read again."
    ),
    "unforeseen": gettext_lazy(
        "Something unforeseen went wrong while it was read. Read it again; if it stays, tell us."
    ),
}


def trouble_text(code: str, facts: Mapping[str, Any]) -> str:
    """What is wrong and what to do, in the language in force; "" for no trouble.

    A figure that an older release did not store is shown as "?".
    """
    if not code:
        return ""
    words = str(TROUBLES.get(code, TROUBLES["unforeseen"]))
    return words % _Facts({**facts, "until": _until(facts)})


def _until(facts: Mapping[str, Any]) -> str:
    """Where the reading ended, to be put behind "the first N passages were taken"."""
    if page := facts.get("page"):
        return _(", up to page %(page)s") % {"page": page}
    if row := facts.get("row"):
        return _(", up to row %(row)s of “%(sheet)s”") % {"row": row, "sheet": facts.get("sheet", "")}
    return ""


class _Facts(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "?"
