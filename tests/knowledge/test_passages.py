"""The passages of an article: shown in their order and place, each switched off and on."""

import pytest

from knowledge.indexing import article_index
from knowledge.models import Chunk
from knowledge.passages import place_words
from knowledge.search import search

BODY = "# Parcels\nA courier brings it within two days.\n\n# Letters\nThe post takes a week."

pytestmark = pytest.mark.usefixtures("stays_in_workspace")


@pytest.fixture
def article(published):
    return published(body=BODY)


def page_of(article) -> str:
    return f"/manage/alpha/knowledge/articles/{article.pk}"


def api_of(article) -> str:
    return f"/manage/alpha/api/knowledge-base/articles/{article.pk}/passages"


class TestPage:
    def test_they_stand_in_their_order_with_their_heading(self, client_of, article):
        page = client_of("viewer").get(page_of(article)).content.decode()
        assert page.index("A courier brings") < page.index("The post takes")
        assert "Letters" in page

    def test_a_builder_switches_one_off_and_at_once_it_is_not_found(self, client_of, article, embedder):
        client = client_of("builder")
        last = article.chunks.order_by("ordinal").last()
        answer = client.post(f"{page_of(article)}/passages/{last.ordinal}", headers={"HX-Request": "true"})
        assert "Switched off" in answer.content.decode()
        found = search(query="The post takes a week", embedder=embedder)
        assert last.pk not in [hit.chunk_id for hit in found.hits]
        client.post(f"{page_of(article)}/passages/{last.ordinal}", {"is_on": "on"})
        found = search(query="The post takes a week", embedder=embedder)
        assert last.pk in [hit.chunk_id for hit in found.hits]

    def test_it_stays_off_when_the_text_is_indexed_again(self, client_of, article, embedder):
        client_of("builder").post(f"{page_of(article)}/passages/0")
        article_index(article_id=article.pk, embedder=embedder)
        assert list(article.chunks.order_by("ordinal").values_list("is_on", flat=True))[0] is False

    def test_a_viewer_cannot_switch(self, client_of, article):
        client = client_of("viewer")
        assert "passage-switch" not in client.get(page_of(article)).content.decode()
        assert client.post(f"{page_of(article)}/passages/0").status_code == 403
        assert Chunk.objects.filter(is_on=True).count() == article.chunks.count()

    def test_an_unknown_one_is_a_404(self, client_of, article):
        assert client_of("builder").post(f"{page_of(article)}/passages/99").status_code == 404

    def test_its_queries_do_not_grow_with_the_passages(self, client_of, article, django_assert_max_num_queries):
        Chunk.objects.bulk_create(
            Chunk(article=article, ordinal=number, text="x", start_char=0, end_char=1, language="en")
            for number in range(100, 200)
        )
        client = client_of("builder")
        page = client.get(page_of(article)).content.decode()
        assert page.count('class="piece"') == 50
        with django_assert_max_num_queries(11):
            client.get(page_of(article))


class TestApi:
    def test_they_are_read_and_switched(self, client_of, article):
        client = client_of("builder")
        first = client.get(api_of(article)).json()["results"][0]
        assert (first["ordinal"], first["is_on"]) == (0, True)
        assert BODY[first["start_char"] : first["end_char"]] == first["text"]
        changed = client.patch(f"{api_of(article)}/0", {"is_on": False}, content_type="application/json").json()
        assert changed["is_on"] is False
        assert (
            client.patch(f"{api_of(article)}/77", {"is_on": False}, content_type="application/json").status_code == 404
        )

    def test_an_error_names_the_field_and_a_viewer_cannot(self, client_of, article):
        answer = client_of("builder").patch(f"{api_of(article)}/0", {}, content_type="application/json")
        assert (answer.status_code, answer.json()["error"]["field"]) == (400, "is_on")
        answer = client_of("viewer").patch(f"{api_of(article)}/0", {"is_on": False}, content_type="application/json")
        assert answer.status_code == 403


@pytest.mark.parametrize(
    ("place", "words"),
    [({}, ""), ({"page": 12}, "Page 12"), ({"sheet": "Prices", "row": 40}, "Prices, row 40"), ({"row": 3}, "Row 3")],
)
def test_a_place_is_said_in_words(place, words):
    assert place_words(place) == words
