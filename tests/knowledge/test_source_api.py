import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from knowledge import services
from knowledge.models import Source
from tests.knowledge.web.conftest import html
from tests.web_server import web_server

ROOT = "/manage/alpha/api/knowledge-base/sources"

pytestmark = pytest.mark.usefixtures("stays_in_workspace")


@pytest.fixture
def site(settings):
    with web_server() as server:
        settings.OUTSIDE_ALLOWED = [server.host]
        yield server


@pytest.fixture
def builder(client_of):
    client = client_of("builder")

    def call(method: str, path: str = "", data: dict | None = None):
        body = {} if data is None else {"data": json.dumps(data), "content_type": "application/json"}
        return getattr(client, method)(ROOT + path, **body)

    return call


class TestFiles:
    def test_a_file_is_added_as_multipart(self, client_of):
        shelf = services.category_create(name="Shelf")
        fields = {"file": SimpleUploadedFile("prices.txt", b"Five euros."), "category": shelf.pk, "language": "en"}
        answer = client_of("builder").post(ROOT, fields)
        assert answer.status_code == 201
        said = answer.json()
        assert (said["kind"], said["name"], said["state"], said["category"]) == (
            "file",
            "prices.txt",
            "queued",
            shelf.pk,
        )
        assert (said["texts"], said["passages"], said["media_type"]) == (1, 0, "text/plain")

    @pytest.mark.parametrize("content", [b"", b"MZ\x00\x01"])
    def test_one_that_cannot_be_taken_names_the_field(self, client_of, content):
        answer = client_of("builder").post(ROOT, {"file": SimpleUploadedFile("a.exe", content)})
        assert (answer.status_code, answer.json()["error"]["field"]) == (400, "file")

    def test_a_viewer_adds_none(self, client_of):
        assert client_of("viewer").post(ROOT, {"file": SimpleUploadedFile("a.txt", b"x")}).status_code == 403


class TestAddresses:
    def test_one_is_added_read_changed_stopped_and_deleted(self, builder, site):
        made = builder("post", "", {"url": site.url("/"), "kind": "site", "include": ["/a*"]})
        assert made.status_code == 201
        path = f"/{made.json()['id']}"
        assert builder("get", path).json()["include"] == ["/a*"]
        changed = builder("patch", path, {"name": "Help", "schedule": "weekly", "depth": 0}).json()
        assert (changed["name"], changed["schedule"], changed["depth"]) == ("Help", "weekly", 0)
        assert changed["next_read_at"]
        assert builder("post", f"{path}/cancel").json()["state"] == "cancelled"
        assert builder("post", f"{path}/read").status_code == 202
        assert builder("delete", path).status_code == 204
        assert not Source.objects.exists()

    @pytest.mark.parametrize(
        ("data", "field"),
        [
            ({}, "url"),
            ({"url": "https://127.0.0.1:1/"}, "url"),
            ({"url": "https://x.test", "kind": "file"}, "kind"),
            ({"url": "https://x.test", "depth": 99}, "depth"),
            ({"url": "https://x.test", "include": "/a"}, "include"),
            ({"url": "https://x.test", "category": 10**30}, "category"),
        ],
    )
    def test_an_error_names_the_field(self, builder, data, field):
        answer = builder("post", "", data)
        assert (answer.status_code, answer.json()["error"]["field"]) == (400, field)

    def test_a_list_is_filtered_and_says_what_is_wrong(self, builder, site):
        made = builder("post", "", {"url": site.url("/a")}).json()
        services.source_failed(source_id=made["id"], trouble="page_login")
        said = builder("get", "?kind=page&state=failed&q=A").json()
        assert (said["count"], said["results"][0]["trouble"]) == (1, "page_login")
        assert "asks for a login" in said["results"][0]["trouble_text"]
        assert builder("get", "?kind=site").json()["count"] == 0

    def test_a_preview_names_the_pages(self, builder, site):
        site.page("/", html("<a href=/a>x</a><p>Hi</p>"))
        said = builder("post", "/preview", {"url": site.url("/")}).json()
        assert said == {"addresses": [site.url("/"), site.url("/a")], "by_sitemap": False, "is_cut": False}

    def test_a_preview_of_a_site_that_is_away_says_so(self, builder):
        answer = builder("post", "/preview", {"url": "https://127.0.0.1:1/"})
        assert (answer.status_code, answer.json()["error"]["field"]) == (400, "url")
