import pytest

from knowledge import services
from knowledge.models import Article

ROOT = "/manage/alpha/api/knowledge-base"

pytestmark = pytest.mark.usefixtures("stays_in_workspace")


@pytest.fixture
def call(client_of):
    """`call("builder", "post", "/articles", {...})`: the answer of the API to a member of that role."""
    clients = {}

    def send(role: str, method: str, path: str, data: dict | None = None):
        client = clients.setdefault(role, clients.get(role) or client_of(role))
        return getattr(client, method)(ROOT + path, data, content_type="application/json")

    return send


class TestArticles:
    def test_one_is_written_read_changed_and_deleted(self, call):
        made = call("builder", "post", "/articles", {"title": "Delivery", "body": "A courier.", "status": "published"})
        assert made.status_code == 201
        path = f"/articles/{made.json()['id']}"
        assert call("builder", "get", path).json()["body"] == "A courier."
        changed = call("builder", "patch", path, {"body": "A drone."}).json()
        assert (changed["body"], changed["version"]) == ("A drone.", made.json()["version"] + 1)
        assert call("builder", "delete", path).status_code == 204
        assert call("builder", "get", path).status_code == 404

    def test_a_list_leaves_out_the_texts_and_is_paged(self, call):
        for number in range(3):
            services.article_create(title=f"Article {number}", body="Text.")
        answer = call("viewer", "get", "/articles?limit=2").json()
        assert (answer["count"], len(answer["results"])) == (3, 2)
        assert "body" not in answer["results"][0]

    def test_a_list_is_filtered(self, call):
        shelf = services.category_create(name="Shelf")
        services.article_create(title="On it", body="Text.", category=shelf)
        services.article_create(title="Beside", body="Text.")
        answer = call("viewer", "get", f"/articles?category={shelf.pk}&status=draft&q=on").json()
        assert [article["title"] for article in answer["results"]] == ["On it"]

    @pytest.mark.parametrize(
        ("data", "field"),
        [
            ({"body": "B."}, "title"),
            ({"title": "A"}, "body"),
            ({"title": "A", "body": "B.", "status": "gone"}, "status"),
            ({"title": "A", "body": "B.", "language": "klingon"}, "language"),
            ({"title": "A", "body": "B.", "category": 10**30}, "category"),
            ({"title": "A\ud800", "body": "B."}, "title"),
        ],
    )
    def test_an_error_names_the_field(self, call, data, field):
        answer = call("builder", "post", "/articles", data)
        assert answer.status_code == 400
        assert answer.json()["error"]["field"] == field

    def test_a_viewer_cannot_write(self, call):
        assert call("viewer", "post", "/articles", {"title": "A", "body": "B."}).status_code == 403
        assert not Article.objects.exists()


class TestCategories:
    def test_one_is_made_renamed_and_deleted(self, call):
        made = call("builder", "post", "/categories", {"name": "Delivery"}).json()
        path = f"/categories/{made['id']}"
        assert call("builder", "patch", path, {"name": "Sending"}).json()["name"] == "Sending"
        assert call("builder", "get", "/categories").json()["results"][0]["name"] == "Sending"
        assert call("builder", "delete", path).status_code == 204

    def test_a_name_that_is_taken_names_the_field(self, call):
        services.category_create(name="Delivery")
        answer = call("builder", "post", "/categories", {"name": "delivery"})
        assert (answer.status_code, answer.json()["error"]["field"]) == (400, "name")


class TestSearch:
    def test_a_viewer_may_ask(self, call):
        answer = call("viewer", "post", "/search", {"query": "delivery"})
        assert answer.status_code == 200
        assert answer.json() | {"hits": []} == answer.json()

    @pytest.mark.parametrize(
        ("data", "field"),
        [
            ({}, "query"),
            ({"query": ""}, "query"),
            ({"query": "x", "limit": 1000}, "limit"),
            ({"query": "x", "category_ids": [10**30]}, "category_ids.0"),
            ({"query": "x", "language": "de"}, "language"),
        ],
    )
    def test_an_error_names_the_field(self, call, data, field):
        answer = call("viewer", "post", "/search", data)
        assert (answer.status_code, answer.json()["error"]["field"]) == (400, field)
