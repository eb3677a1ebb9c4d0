"""Choices of which a page may show a thousand, written at once: a template takes ten times as long for each."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

BAD = mark_safe(" pick__one--bad")
CHECKED = mark_safe(" checked")
SELECTED = mark_safe(" selected")
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
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((value, SELECTED if value in selected else "", words) for value, words in choices),
    )


def groups_written(groups: Iterable[tuple[str, Iterable[Choice]]], *, chosen: Iterable[str]) -> SafeString:
    """The same under headings."""
    return format_html_join(
        "",
        '<optgroup label="{}">{}</optgroup>',
        ((heading, options_written(choices, chosen=chosen)) for heading, choices in groups),
    )


def ticks_written(name: str, ticks: Iterable[Tick]) -> SafeString:
    """Checkboxes of one name."""
    return format_html_join(
        "",
        '<label class="pick__one{}"><input type="checkbox" name="{}" value="{}"{}>'
        '<span>{} <span class="meta">{}</span></span></label>',
        ((BAD if one.is_bad else "", name, one.value, CHECKED if one.is_ticked else "", *one[1:3]) for one in ticks),
    )
