"""Texts of nothing but one mark must not take a worker's time: four times the length, four times the time, no more."""

from collections.abc import Callable
from time import process_time

import pytest

from agents.guards.heard import sentence_spans
from agents.guards.markup import visible_only

LENGTH = 8_000
TIMES = 4
# A quadratic reader takes sixteen times as long; what a clock cannot measure counts as this much.
MOST_TIMES_AS_LONG, LEAST_SECONDS = 10, 0.005


def took(read: Callable[[str], object], text: str) -> float:
    """Of three tries the least."""
    tries = []
    for _number in range(3):
        began = process_time()
        read(text)
        tries.append(process_time() - began)
    return max(min(tries), LEAST_SECONDS)


@pytest.mark.parametrize("mark", [".", "a.", "a", " ", "_", "<!--", "1."])
@pytest.mark.parametrize("read", [sentence_spans, visible_only])
def test_their_time_grows_as_their_length(mark, read):
    text = mark * (LENGTH // len(mark))
    assert took(read, text * TIMES) / took(read, text) < MOST_TIMES_AS_LONG


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Ул. Ленина, д. 5. Ждём вас…", ["Ул. Ленина, д. 5.", "Ждём вас…"]),
        ("He said “Go.” We went.\nThen", ["He said “Go.”", "We went.", "Then"]),
    ],
)
def test_sentences_end_where_they_ended_before(text, sentences):
    found = [text[start:end].strip() for start, end in sentence_spans(text)]
    assert [one for one in found if one] == sentences
