"""Markdown as a messenger shows it: plainly. Pure."""

import re

_EMPHASIS = re.compile(r"(\*\*|__)(\S(?:[^*_\n]{0,500}\S)?)\1")
_LINK = re.compile(r"\[([^\]\n]{1,300})\]\((https?://[^)\s]{1,1000})\)")


def plain_text(markdown: str) -> str:
    """The text without marks: emphasis and headings as words, links with their address, rows of a table as a list."""
    lines = [_line(line.strip()) for line in markdown.splitlines()]
    return _LINK.sub(r"\1: \2", _EMPHASIS.sub(r"\2", "\n".join(line for line in lines if line is not None)))


def _line(line: str) -> str | None:
    """None for a line that says nothing, such as the one beneath a table's head."""
    if line and not line.strip("|:- "):
        return None
    if line.startswith("|"):
        return " · ".join(cell.strip() for cell in line.strip("|").split("|"))
    return line.lstrip("#").strip() if line.startswith("#") else line
