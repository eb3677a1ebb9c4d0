import gzip
import time

import pytest

from tenants.outside import OutsideRefused
from tenants.outside_failures import OutsideFailed, OutsideFailure
from tenants.outside_get import MOST_REDIRECTS, outside_get
from tests.dripping_server import dripping
from tests.web_server import web_server


@pytest.fixture
def site(settings):
    with web_server() as server:
        settings.OUTSIDE_ALLOWED = [server.host]
        yield server


def failure(url: str, **options) -> OutsideFailure:
    with pytest.raises(OutsideFailed) as failed:
        outside_get(url, **options)
    return failed.value.failure


class TestWhatIsRead:
    def test_it_reads_the_page_and_what_its_headers_say(self, site):
        site.page("/", "<p>Hi</p>", ETag='"1"', **{"Last-Modified": "Sat, 21 Nov 2026 10:00:00 GMT"})
        found = outside_get(site.url())
        assert (found.status, found.content, found.media_type, found.charset) == (
            200,
            b"<p>Hi</p>",
            "text/html",
            "utf-8",
        )
        assert (found.etag, found.modified) == ('"1"', "Sat, 21 Nov 2026 10:00:00 GMT")
        assert site.got[0][1]["User-Agent"].startswith("Leadwright")

    def test_what_is_still_the_same_is_not_read_again(self, site):
        site.page("/", "<p>Hi</p>", ETag='"1"')
        assert outside_get(site.url(), etag='"1"').status == 304

    def test_a_packed_answer_is_unpacked(self, site):
        site.put("/", gzip.compress(b"words"), "text/plain", **{"Content-Encoding": "gzip"})
        assert outside_get(site.url()).content == b"words"

    def test_another_type_is_not_read(self, site):
        site.put("/", b"GIF89a", "image/gif")
        assert failure(site.url(), media_types=["text/html"]) is OutsideFailure.MEDIA_TYPE


class TestLimits:
    def test_more_than_it_takes_is_left(self, site):
        site.put("/", b"x" * 1_001, "text/plain")
        assert failure(site.url(), most_bytes=1_000) is OutsideFailure.TOO_BIG

    def test_a_bomb_of_gzip_is_left_before_it_is_unpacked(self, site):
        bomb = gzip.compress(bytes(50_000_000))
        assert len(bomb) < 100_000
        site.put("/", bomb, "text/plain", **{"Content-Encoding": "gzip"})
        assert failure(site.url()) is OutsideFailure.TOO_BIG

    @pytest.mark.parametrize(("encoding", "body"), [("gzip", b"no gzip"), ("br", b"x")])
    def test_what_cannot_be_unpacked_fails(self, site, encoding, body):
        site.put("/", body, "text/plain", **{"Content-Encoding": encoding})
        assert failure(site.url()) is OutsideFailure.PACKED

    @pytest.mark.alone
    def test_a_server_that_drips_without_end_is_left_when_the_time_is_over(self, settings):
        with dripping(b"HTTP/1.1 200 OK\r\n\r\n") as host:
            settings.OUTSIDE_ALLOWED = [host]
            began = time.monotonic()
            assert failure(f"http://{host}/", within=0.4) is OutsideFailure.NO_ANSWER
            assert time.monotonic() - began < 1.5


class TestRedirects:
    def test_one_is_followed_and_the_last_address_is_told(self, site):
        site.redirect("/old", "/new")
        site.page("/new", "<p>Here</p>")
        assert outside_get(site.url("/old")).url == site.url("/new")

    def test_after_some_it_gives_up(self, site):
        site.redirect("/", "/")
        assert failure(site.url()) is OutsideFailure.TOO_MANY_REDIRECTS
        assert len(site.got) == MOST_REDIRECTS + 1

    @pytest.mark.parametrize("inside", ["http://169.254.169.254/latest", "https://127.0.0.1:1/", "file:///etc/passwd"])
    def test_one_that_leads_inside_is_refused(self, site, inside):
        site.redirect("/", inside)
        with pytest.raises(OutsideRefused):
            outside_get(site.url())

    def test_one_that_is_not_wanted_is_not_followed(self, site):
        site.redirect("/", "/elsewhere")
        assert failure(site.url(), may_go=lambda url: "elsewhere" not in url) is OutsideFailure.ADDRESS_REFUSED
        assert site.paths == ["/"]


class TestRebinding:
    def test_a_name_that_leads_inside_is_refused_whatever_it_is_called(self, site, settings):
        settings.OUTSIDE_ALLOWED = []
        port = site.host.rpartition(":")[2]
        with pytest.raises(OutsideRefused):
            outside_get(f"https://localhost:{port}/")
        assert site.got == []

    def test_the_request_goes_to_the_address_that_was_checked_under_the_name_it_has(self, site, settings):
        port = site.host.rpartition(":")[2]
        settings.OUTSIDE_ALLOWED = [f"localhost:{port}"]
        site.page("/", "<p>Hi</p>")
        assert outside_get(f"http://localhost:{port}/").status == 200
        assert site.got[0][1]["Host"] == f"localhost:{port}"
