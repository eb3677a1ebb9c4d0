"""What a messenger would not show, or would fetch: markup, pictures, what cannot be seen."""

import re

from agents.prompts.fencing import visible

_PICTURE = re.compile(r"!\[[^\]\n]{0,500}\]\s?(?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,200}\])")
_REFERENCE = re.compile(r"^\s{0,3}\[[^\]\n]{1,200}\]:\s*\S+.*$", re.MULTILINE)
_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,2000}>|<!--.{0,2000}?-->", re.DOTALL)
_BLANKS = re.compile(r"(?<![ \t])[ \t]++(?=\n|$)")


def visible_only(text: str) -> str:
    """The text without pictures, tags, definitions of links, and characters that nobody sees."""
    seen = visible(text)
    for mark in (_PICTURE, _REFERENCE, _TAG):
        seen = mark.sub("", seen)
    return _BLANKS.sub("", seen).strip()
