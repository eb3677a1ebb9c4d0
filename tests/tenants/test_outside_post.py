import time

import pytest

from tenants.outside import OutsideRefused
from tenants.outside_failures import OutsideFailed, OutsideFailure
from tenants.outside_post import ANSWER_BYTES, outside_post
from tests.dripping_server import dripping
from tests.outside_server import outside_server


@pytest.fixture
def there(settings):
    with outside_server() as server:
        settings.OUTSIDE_ALLOWED = [server.host]
        yield server


def post(url: str, **options: float):
    return outside_post(url, body=b"{}", headers={"X-Mine": "yes"}, **options)


class TestOutsidePost:
    def test_it_posts_the_bytes_and_headers_under_the_name(self, there, settings):
        port = there.host.rpartition(":")[2]
        settings.OUTSIDE_ALLOWED = [f"localhost:{port}"]
        answer = post(f"http://localhost:{port}/hook")
        headers, body = there.got[0]
        assert (answer.status, answer.text) == (200, "ok")
        assert (headers["Host"], headers["X-Mine"], body) == (f"localhost:{port}", "yes", b"{}")

    def test_it_goes_nowhere_that_is_not_allowed(self, there, settings):
        settings.OUTSIDE_ALLOWED = []
        with pytest.raises(OutsideRefused):
            post(there.url)
        assert there.got == []

    def test_a_redirect_is_not_followed(self, there):
        there.answers, there.headers = [(302, b"")], {"Location": f"http://{there.host}/elsewhere"}
        assert post(there.url).status == 302
        assert len(there.got) == 1

    def test_of_a_long_answer_only_the_beginning_is_read(self, there):
        there.answers = [(200, b"x" * 1_000_000)]
        assert len(post(there.url).text) == ANSWER_BYTES

    def test_what_is_no_text_harms_nothing(self, there):
        there.answers = [(200, b"\x00\xff\xfe")]
        assert "\x00" not in post(there.url).text

    @pytest.mark.alone
    @pytest.mark.parametrize(
        ("scheme", "beginning"),
        [
            ("http", b"HTTP/1.1 200 OK\r\nX: "),
            ("http", b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"),
            ("http", b"HTTP/1.1 200 OK\r\n\r\n"),
            ("https", b"\x16\x03\x03\x40\x00"),
        ],
        ids=["headers", "body", "body without end", "TLS"],
    )
    def test_a_server_that_drips_is_left_when_the_time_is_over(self, settings, scheme, beginning):
        with dripping(beginning) as host:
            settings.OUTSIDE_ALLOWED = [host]
            began = time.monotonic()
            with pytest.raises(OutsideFailed) as failed:
                post(f"{scheme}://{host}/", within=0.4)
            assert time.monotonic() - began < 1.5
        assert failed.value.failure is OutsideFailure.NO_ANSWER

    def test_where_nobody_listens_it_fails(self, settings):
        with outside_server() as gone:
            settings.OUTSIDE_ALLOWED = [gone.host]
        with pytest.raises(OutsideFailed) as failed:
            post(gone.url)
        assert failed.value.failure is OutsideFailure.NO_CONNECTION
