import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from knowledge import services
from knowledge.models import Source
from tests.knowledge.web.conftest import html
from tests.web_server import web_server

ROOT = "/manage/alpha/knowledge/sources"

pytestmark = pytest.mark.usefixtures("stays_in_workspace")


@pytest.fixture
def site(settings):
    with web_server() as server:
        settings.OUTSIDE_ALLOWED = [server.host]
        yield server


@pytest.fixture
def source(tenant) -> Source:
    return services.source_file_add(file=SimpleUploadedFile("x", b"Delivery takes two days."), name="delivery.txt")


class TestList:
    def test_an_empty_one_says_what_to_do(self, client_of):
        assert "No file or web page yet" in client_of("builder").get(ROOT).content.decode()

    def test_it_shows_and_filters(self, client_of, source):
        client = client_of("viewer")
        assert "delivery.txt" in client.get(ROOT, {"kind": "file", "text": "DELIV", "state": "busy"}).content.decode()
        assert "delivery.txt" not in client.get(ROOT, {"kind": "site"}).content.decode()
        assert client.get(ROOT, {"category": "9" * 30, "page": "x"}).status_code == 200

    def test_it_asks_for_itself_only_while_something_is_read(self, client_of, source):
        client = client_of("viewer")
        assert b'hx-trigger="every 2s"' in client.get(ROOT).content
        Source.objects.update(state=Source.State.READY)
        assert b'hx-trigger="every 2s"' not in client.get(ROOT).content

    def test_a_request_for_the_rows_gets_the_rows(self, client_of, source):
        rows = client_of("viewer").get(ROOT, headers={"HX-Request": "true"}).content.decode()
        assert "delivery.txt" in rows
        assert "<html" not in rows

    def test_its_queries_do_not_grow(self, client_of, django_assert_max_num_queries):
        client = client_of("viewer")
        for number in range(20):
            file = SimpleUploadedFile("x", f"Text {number}".encode())
            services.source_file_add(file=file, name=f"{number}.txt")
        client.get(ROOT)
        with django_assert_max_num_queries(10):
            client.get(ROOT)


class TestFiles:
    def test_many_are_added_at_once_and_a_bad_one_stops_none(self, client_of):
        files = [
            SimpleUploadedFile("a.txt", b"First."),
            SimpleUploadedFile("b.exe", b"MZ\x00\x01\x02"),
            SimpleUploadedFile("c.txt", b"Second."),
        ]
        page = client_of("builder").post(f"{ROOT}/files", {"files": files}).content.decode()
        assert set(Source.objects.values_list("name", flat=True)) == {"a.txt", "c.txt"}
        assert "<strong>b.exe</strong>" in page

    def test_without_a_fault_it_leads_to_the_list(self, client_of):
        answer = client_of("builder").post(f"{ROOT}/files", {"files": [SimpleUploadedFile("a.txt", b"First.")]})
        assert answer.headers["Location"].endswith("/knowledge/sources")

    @pytest.mark.parametrize("count", [0, 26])
    def test_none_and_too_many_are_refused(self, client_of, count):
        files = [SimpleUploadedFile(f"{number}.txt", b"Text.") for number in range(count)]
        page = client_of("builder").post(f"{ROOT}/files", {"files": files}).content.decode()
        assert "banner--bad" in page
        assert not Source.objects.exists()

    def test_a_viewer_adds_nothing(self, client_of):
        client = client_of("viewer")
        assert client.get(f"{ROOT}/new").status_code == 403
        assert client.post(f"{ROOT}/files", {"files": [SimpleUploadedFile("a.txt", b"x")]}).status_code == 403


class TestAddress:
    def fields(self, site, **more) -> dict:
        return {"url": site.url("/"), "kind": "site", "depth": "1", "include": "/help/*\n\n/faq"} | more

    def test_a_site_is_added_with_its_patterns(self, client_of, site):
        answer = client_of("builder").post(f"{ROOT}/address", self.fields(site, schedule="daily"))
        added = Source.objects.get()
        assert answer.headers["Location"].endswith(f"/knowledge/sources/{added.pk}")
        assert (added.include, added.depth, added.schedule) == (["/help/*", "/faq"], 1, "daily")
        assert added.next_read_at is not None

    def test_a_preview_adds_nothing(self, client_of, site):
        site.page("/", html("<a href=/help/a>x</a><p>Hi</p>"))
        page = client_of("builder").post(f"{ROOT}/address", self.fields(site, preview="yes")).content.decode()
        assert "/help/a" in page
        assert "1 page would be read" in page
        assert not Source.objects.exists()

    def test_an_address_that_is_refused_is_said_at_its_field(self, client_of, site):
        page = client_of("builder").post(f"{ROOT}/address", self.fields(site, url="https://10.0.0.1/"))
        assert b"private network" in page.content


class TestSource:
    def test_it_shows_how_it_stands_and_what_to_do(self, client_of, source):
        services.source_failed(source_id=source.pk, trouble="encrypted")
        page = client_of("builder").get(f"{ROOT}/{source.pk}").content.decode()
        assert "protected by a password" in page
        assert "Texts: 1. Passages: 0." in page

    def test_its_pages_stand_below_with_what_is_wrong(self, client_of, site):
        added = services.source_web_add(kind=Source.Kind.SITE, url=site.url("/"))
        added.web_pages.create(url=site.url("/a"), found_version=2, read_version=2, trouble="page_login")
        page = client_of("viewer").get(f"{ROOT}/{added.pk}").content.decode()
        assert "The page asks for a login." in page

    def test_the_page_is_loaded_anew_when_the_reading_has_ended(self, client_of, source):
        client = client_of("viewer")
        path = f"{ROOT}/{source.pk}/state"
        assert "HX-Refresh" not in client.get(path, headers={"HX-Request": "true"}).headers
        Source.objects.update(state=Source.State.READY)
        assert client.get(path, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"

    def test_a_builder_stops_reads_again_changes_and_deletes(self, client_of, source):
        client = client_of("builder")
        client.post(f"{ROOT}/{source.pk}/cancel")
        source.refresh_from_db()
        assert source.state == Source.State.CANCELLED
        client.post(f"{ROOT}/{source.pk}/read")
        source.refresh_from_db()
        assert source.state == Source.State.QUEUED
        client.post(f"{ROOT}/{source.pk}/save", {"name": "Delivery", "language": "ru"})
        source.refresh_from_db()
        assert (source.name, source.language) == ("Delivery", "ru")
        client.post(f"{ROOT}/{source.pk}/delete")
        assert not Source.objects.exists()

    def test_a_viewer_only_reads(self, client_of, source):
        client = client_of("viewer")
        assert b"delete-source" not in client.get(f"{ROOT}/{source.pk}").content
        for action in ("read", "cancel", "save", "delete"):
            assert client.post(f"{ROOT}/{source.pk}/{action}").status_code == 403
