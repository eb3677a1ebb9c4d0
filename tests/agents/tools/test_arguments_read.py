"""What a model puts into a call must be fit to be kept, whatever it is."""

import json

import pytest

from agents.tools.calling import _read


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ('{"query": "a\\u0000b"}', {"query": "ab"}),
        ('{"query": "a\\ud800"}', {"query": "a"}),
        ('{"\\u0000": [{"x": "\\u0000"}]}', {"": [{"x": ""}]}),
        ("", {}),
    ],
)
def test_what_cannot_be_stored_is_left_out(given, read):
    assert _read(given) == read


@pytest.mark.parametrize("given", ['{"n": NaN}', '{"n": 1e999}', '{"n": -Infinity}', "[1]", "{", "[" * 19_000])
def test_what_is_no_object_of_finite_values_is_kept_as_text(given):
    read = _read(given)
    assert list(read) == ["unread"]
    json.dumps(read, allow_nan=False)
