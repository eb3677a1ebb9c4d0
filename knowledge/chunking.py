"""An article's text → the passages that are searched and quoted. Pure.

Passages are 800–1,000 characters and overlap by up to 200, cut between sentences; a list item or a table row is never
cut unless it alone is longer than a passage. Of the sizes tried (250 to 2,000 characters) these answered most
questions within a given length of context. Offsets count characters of the text as it was given, so that a passage
can be shown in its place.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from os.path import commonprefix

LARGEST = 1000
OVERLAP = 200

_DEEPEST_HEADING = 6
_FENCE = re.compile(r"^\s*(```|~~~)")
_ROW = re.compile(r"^\s*\|")
_ITEM = re.compile(r"^\s*([-*+•]|\d{1,3}[.)])\s+")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"»”')\]]*\s+(?=[\"«“'(\[¿¡]*[^\Wa-zа-яё_])")


@dataclass(frozen=True)
class Section:
    """The text beneath some headings: `path` are their titles, the outermost first; `start` is where they begin."""

    path: tuple[str, ...]
    start: int


@dataclass(frozen=True)
class Sentence:
    """What is never cut: a sentence, a list item, a table row, a line of code."""

    text: str
    section: Section
    start: int
    end: int


@dataclass(frozen=True)
class Passage:
    """`path` are the headings that all of its sentences share, the outermost first."""

    text: str
    path: tuple[str, ...]
    start: int
    end: int
    sentences: tuple[Sentence, ...]


def passages(text: str) -> list[Passage]:
    """Cut `text` (Markdown or plain) into passages, in order. A text without words gives none."""
    merged: list[list[Sentence]] = []
    for _section, group in groupby(_sentences(text), key=attrgetter("section")):
        sentences = list(group)
        if merged and sentences[-1].end - merged[-1][0].section.start <= LARGEST:
            merged[-1] += sentences
        else:
            merged.append(sentences)
    return [passage for sentences in merged for passage in _pack(text, sentences)]


def sentences(text: str) -> list[Sentence]:
    """What `text` is made of, in order; of a passage, its own sentences again."""
    return list(_sentences(text))


def _pack(text: str, sentences: list[Sentence]) -> Iterator[Passage]:
    """Fill passages with whole sentences; each opens with the last ones of the passage before it."""
    first = 0
    while True:
        last = first
        while last + 1 < len(sentences) and sentences[last + 1].end - sentences[first].start <= LARGEST:
            last += 1
        yield _passage(text, sentences[first : last + 1])
        if last + 1 == len(sentences):
            return
        first = _overlap_start(sentences, first=first, last=last)


def _overlap_start(sentences: list[Sentence], *, first: int, last: int) -> int:
    """The earliest sentence after `first` from which the next passage may open and still grow beyond `last`."""
    start = last + 1
    following = sentences[last + 1]
    while (
        start - 1 > first
        and sentences[last].end - sentences[start - 1].start <= OVERLAP
        and following.end - sentences[start - 1].start <= LARGEST
    ):
        start -= 1
    return start


def _passage(text: str, sentences: list[Sentence]) -> Passage:
    shared = tuple(commonprefix([sentence.section.path for sentence in sentences]))
    first = sentences[0]
    # Headings that all of the sentences share are the passage's path; those that some share stay in its text.
    start, end = first.start if first.section.path == shared else first.section.start, sentences[-1].end
    return Passage(text[start:end], shared, start, end, tuple(sentences))


def _sentences(text: str) -> Iterator[Sentence]:
    headings: list[tuple[int, str]] = []
    section = Section((), 0)
    after_heading = in_code = False
    paragraph: list[tuple[int, str]] = []
    for start, line in _lines(text):
        fence = bool(_FENCE.match(line))
        whole = in_code or fence or bool(_ROW.match(line))
        blank = fence or not line.strip() or _is_rule(line)
        heading = None if whole else _heading(line)
        if paragraph and (whole or blank or heading or _ITEM.match(line)):
            yield from _paragraph(text, paragraph, section=section)
            paragraph = []
        if heading:
            headings = [above for above in headings if above[0] < heading[0]] + [heading]
            section = Section(tuple(title for _level, title in headings), section.start if after_heading else start)
        elif whole and not blank:
            yield from _cut(text, start, start + len(line), section=section)
        elif not blank:
            paragraph.append((start, line))
        after_heading = bool(heading) or (after_heading and blank)
        in_code ^= fence
    if paragraph:
        yield from _paragraph(text, paragraph, section=section)


def _heading(line: str) -> tuple[int, str] | None:
    """Level and title. Not a regular expression: one that allows marks behind the title is cubic in its spaces."""
    level = len(line) - len(line.lstrip("#"))
    if not 1 <= level <= _DEEPEST_HEADING or not line[level : level + 1].isspace():
        return None
    return level, line[level:].strip().rstrip("#").rstrip()


def _is_rule(line: str) -> bool:
    """A line across the page, or the one beneath a table's head."""
    return "--" in line and not line.strip(" \t\r\n|:-")


def _paragraph(text: str, lines: list[tuple[int, str]], *, section: Section) -> Iterator[Sentence]:
    """The sentences of a paragraph whose lines follow one another; a list item stays whole."""
    start, end = lines[0][0], lines[-1][0] + len(lines[-1][1])
    if _ITEM.match(lines[0][1]):
        yield from _cut(text, start, end, section=section)
        return
    opened = start
    for border in _SENTENCE_END.finditer(text, start, end):
        yield from _cut(text, opened, border.end(), section=section)
        opened = border.end()
    yield from _cut(text, opened, end, section=section)


def _cut(text: str, start: int, end: int, *, section: Section) -> Iterator[Sentence]:
    """One sentence, or several pieces when it is longer than a passage: then between words."""
    while end - start > LARGEST:
        space = text.rfind(" ", start + LARGEST // 2, start + LARGEST)
        border = space + 1 if space > 0 else start + LARGEST
        yield from _cut(text, start, border, section=section)
        start = border
    words = text[start:end]
    if words.strip():
        begins = start + len(words) - len(words.lstrip())
        yield Sentence(" ".join(words.split()), section, begins, begins + len(words.strip()))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.splitlines(keepends=True):
        yield start, line.rstrip("\r\n")
        start += len(line)
