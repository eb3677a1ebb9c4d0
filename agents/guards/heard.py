"""A text of any length as the readers of values take it: in pieces, letter for letter in one form."""

import unicodedata
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from agents.extraction.reading import Heard
from agents.extraction.types import Place, Said
from agents.manner import sentence_ends

# A reader stops after fifty values: so many stand in no piece of this length.
PIECE_MOST = 500


def one_form(text: str) -> str:
    """Full-width letters, other scripts' digits and mathematical letters as plain ones; positions stay."""
    return "".join(_plain(letter) for letter in text)


def _plain(letter: str) -> str:
    digit = unicodedata.digit(letter, None)
    if digit is not None:
        return str(digit)
    plain = unicodedata.normalize("NFKC", letter)
    return plain if len(plain) == 1 else letter


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """From where to where each sentence goes, with its mark and the line breaks that follow it."""
    ends = [end for end in sentence_ends(text) if text[end:].strip()]
    starts = [0, *(end for end, following in pairwise([*ends, len(text)]) if text[end:following].strip())]
    return list(pairwise([*starts, len(text)])) if text.strip() else []


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """Sentences together, up to what a reader reads, with where they begin; a longer one in parts that overlap."""
    begins = reached = 0
    for start, end in sentence_spans(text):
        if end - begins > PIECE_MOST and reached > begins:
            yield begins, text[begins:reached]
            begins = start
        reached = end
        while reached - begins > PIECE_MOST:
            blank = _blank_before(text, begins, begins + PIECE_MOST)
            yield begins, text[begins:blank]
            # A value that lies on the border stands whole in one of both.
            begins = max(_blank_before(text, begins, blank - PIECE_MOST // 4), begins + 1)
    yield begins, text[begins:]


def _blank_before(text: str, start: int, end: int) -> int:
    blank = max(text.rfind(mark, start, end) for mark in " \t")
    return blank if blank > start else end


def heard_now(text: str, *, place: Place, now: datetime) -> Heard:
    """As if it was said now, in this place."""
    return Heard(said=Said(message_id="", author="company", text=text, at=now), place=place)
