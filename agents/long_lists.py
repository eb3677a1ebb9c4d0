"""Choices of which a page may show a thousand, written at once: a template takes twenty times as long for each.

What is given is plain text, and is escaped here; Django's own escaping would cost more than all the rest.
"""

from collections.abc import Iterable
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

# Value and words.
Choice = tuple[str, str]


class Tick(NamedTuple):
    """One of several checkboxes, with a remark behind its words."""

    value: str
    words: str
    remark: str
    is_ticked: bool
    is_bad: bool


def options_written(choices: Iterable[Choice], *, chosen: Iterable[str]) -> SafeString:
    """The options of a select."""
    selected = set(chosen)
    return _joined(
        f'<option value="{escape(value)}"{" selected" if value in selected else ""}>{escape(words)}</option>'
        for value, words in choices
    )


def groups_written(groups: Iterable[tuple[str, Iterable[Choice]]], *, chosen: Iterable[str]) -> SafeString:
    """The same under headings."""
    return _joined(
        f'<optgroup label="{escape(heading)}">{options_written(choices, chosen=chosen)}</optgroup>'
        for heading, choices in groups
    )


def ticks_written(name: str, ticks: Iterable[Tick]) -> SafeString:
    """Checkboxes of one name."""
    held = f'type="checkbox" name="{escape(name)}"'
    return _joined(
        f'<label class="pick__one{" pick__one--bad" if one.is_bad else ""}">'
        f'<input {held} value="{escape(one.value)}"{" checked" if one.is_ticked else ""}>'
        f'<span>{escape(one.words)} <span class="meta">{escape(one.remark)}</span></span></label>'
        for one in ticks
    )


def _joined(written: Iterable[str]) -> SafeString:
    return mark_safe("".join(written))  # noqa: S308  whoever wrote a piece has escaped what it was given
