"""Every recorded answer of the API goes through the client: nothing breaks it, and nothing in it gets lost.

Our own answers lie in tests/payloads/api, one at least for each reading. Answers recorded from live accounts and from
Kommo's documentation are read too where their folder is, see tests/recorded_answers.py.
"""

import json
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

from crm_kommo.client import errors
from crm_kommo.client.answers import Answer, read_answer
from crm_kommo.client.kommo import KommoClient
from tests.crm_kommo.clients import client_with
from tests.crm_kommo.readings import NOT_READ, READINGS, Reading
from tests.crm_kommo.recorded import RecordedServer
from tests.recorded_answers import RECORDED

HERE = Path(__file__).resolve().parent
OWN = HERE.parent / "payloads" / "api"
BODIES = ("api-*.json", "docs/*-response.json")

OWN_CASES = [(reading, path) for reading in READINGS for path in sorted(OWN.glob(f"{reading.name}.*json"))]
RECORDED_CASES = [
    (reading, path) for reading in READINGS for pattern in reading.files for path in sorted(RECORDED.glob(pattern))
]
recorded_only = pytest.mark.skipif(not RECORDED.is_dir(), reason="the folder of recorded answers is not there")


@pytest.fixture(scope="module")
def server() -> Iterator[RecordedServer]:
    running = RecordedServer()
    yield running
    running.stop()


@pytest.fixture
def api(server: RecordedServer, settings) -> KommoClient:
    settings.OUTSIDE_ALLOWED = [server.host]
    return client_with(server.url, token="token")


def assert_read_whole(api: KommoClient, server: RecordedServer, reading: Reading, answer: Any) -> None:
    server.record({"_embedded": {reading.is_wrapped: [answer]}} if reading.is_wrapped else answer)
    items = items_of(answer, member=reading.member)
    read = reading.read(api, answer)

    assert [getattr(item, reading.attribute) for item in read] == [item[reading.key] for item in items]
    for came, item in zip(read, items, strict=True):
        for member, attribute in reading.kept:
            assert plain(getattr(came, attribute)) == plain(item.get(member)), member
        if hasattr(came, "custom_fields"):
            assert values_read(came.custom_fields) == values_given(item.get("custom_fields_values"))


def items_of(answer: Any, *, member: str) -> list[Any]:
    """Of a collection, of a bare list, or the one thing that it is."""
    if member:
        return answer["_embedded"][member]
    return answer if isinstance(answer, list) else [answer]


def plain(value: Any) -> Any:
    """Tuples as lists; what is empty in one way or another as None."""
    return (list(value) if isinstance(value, tuple) else value) or None


def values_read(fields: Any) -> list[Any]:
    return [(field.field_id, list(field.values)) for field in fields]


def values_given(fields: Any) -> list[Any]:
    return [(field["field_id"], field["values"] or []) for field in fields or []]


def name_of(value: Any) -> str:
    return value.name


class TestOwnAnswers:
    @pytest.mark.parametrize(("reading", "path"), OWN_CASES, ids=name_of)
    def test_nothing_in_it_is_lost(self, api, server, reading, path) -> None:
        assert_read_whole(api, server, reading, json.loads(path.read_text("utf-8")))

    def test_each_reading_has_an_answer(self) -> None:
        assert {reading.name for reading in READINGS} == {reading.name for reading, _path in OWN_CASES}


@recorded_only
class TestRecordedAnswers:
    @pytest.mark.parametrize(("reading", "path"), RECORDED_CASES, ids=name_of)
    def test_nothing_in_it_is_lost(self, api, server, reading, path) -> None:
        assert_read_whole(api, server, reading, json.loads(path.read_text("utf-8")))

    def test_each_is_read_or_is_left_out_for_a_reason(self) -> None:
        bodies = {str(path.relative_to(RECORDED)) for pattern in BODIES for path in RECORDED.glob(pattern)}
        read = {str(path.relative_to(RECORDED)) for _reading, path in RECORDED_CASES}
        unexplained = [name for name in bodies - read if not any(fnmatch(name, pattern) for pattern in NOT_READ)]

        assert sorted(unexplained) == []
        assert len(read) > 80

    def test_values_of_every_type_come_through(self, api, server) -> None:
        for path in sorted(RECORDED.glob("api-custom-fields-values-all-types-*.json")):
            lead = {"id": 1, **json.loads(path.read_text("utf-8"))}
            (reading,) = [reading for reading in READINGS if reading.name == "leads.one"]
            assert_read_whole(api, server, reading, lead)

    def test_errors_are_told_apart(self) -> None:
        recorded = sorted(RECORDED.glob("api-error-*"))
        failures = {}
        for path in recorded:
            status = int(path.name.split("-")[2])
            with pytest.raises(errors.KommoError) as caught:
                read_answer(Answer(status=status, body=path.read_bytes()))
            failures[path.name] = caught.value

        assert len(failures) == len(recorded)
        assert all(isinstance(failure, ERRORS[failure.status]) for failure in failures.values())


ERRORS = {
    400: errors.Invalid,
    401: errors.Unauthorized,
    402: errors.PaymentRequired,
    403: (errors.Forbidden, errors.Banned),
    404: errors.NotFound,
    405: errors.Refused,
    422: errors.Refused,
    429: errors.RateLimited,
    500: errors.ServerFault,
}
