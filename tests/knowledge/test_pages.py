import pytest

from knowledge import services
from knowledge.models import Article

ROOT = "/manage/alpha/knowledge"
FIELDS = {"title": "Delivery", "body": "A courier.", "category": "", "language": "", "status": "draft"}

pytestmark = pytest.mark.usefixtures("stays_in_workspace")


@pytest.fixture
def article() -> Article:
    return services.article_create(title="Delivery", body="A courier.", status=Article.Status.PUBLISHED)


class TestList:
    def test_an_empty_base_says_what_to_do(self, client_of):
        assert b"No article yet" in client_of("builder").get(ROOT).content

    def test_it_filters_by_category_and_text(self, client_of, article):
        shelf = services.category_create(name="Shelf")
        services.article_create(title="Hours", body="At ten.", category=shelf)
        page = client_of("viewer").get(ROOT, {"category": shelf.pk}).content.decode()
        assert "Hours" in page
        assert ">Delivery<" not in page

    @pytest.mark.parametrize("query", [{"category": "9" * 30}, {"category": "x"}, {"page": "99"}, {"q": "%_"}])
    def test_it_bears_any_filter(self, client_of, article, query):
        assert client_of("viewer").get(ROOT, query).status_code == 200

    def test_its_queries_do_not_grow_with_the_articles(self, client_of, article, django_assert_max_num_queries):
        client = client_of("viewer")
        for number in range(20):
            services.article_create(title=f"Article {number}", body="Text.")
        client.get(ROOT)
        with django_assert_max_num_queries(10):
            client.get(ROOT)

    def test_a_chip_asks_for_itself_only_while_work_is_under_way(self, client_of, article):
        client = client_of("viewer")
        path = f"{ROOT}/articles/states?ids={article.pk}&ids=x"
        assert b"hx-get" in client.get(path).content
        Article.objects.update(indexing=Article.Indexing.READY)
        page = client.get(path).content.decode()
        assert "hx-get" not in page
        assert f'id="state-{article.pk}" hx-swap-oob="true"' in page


class TestArticle:
    def test_a_builder_writes_one(self, client_of):
        answer = client_of("builder").post(f"{ROOT}/articles/new", FIELDS)
        written = Article.objects.get()
        assert answer.headers["Location"].endswith(f"/knowledge/articles/{written.pk}")
        assert written.language == "en"

    def test_what_is_missing_is_said_at_its_field(self, client_of):
        page = client_of("builder").post(f"{ROOT}/articles/new", FIELDS | {"title": "  "}).content.decode()
        assert "field__error" in page
        assert not Article.objects.exists()

    def test_a_builder_changes_it(self, client_of, article):
        client_of("builder").post(f"{ROOT}/articles/{article.pk}/save", FIELDS | {"title": "Sending"})
        article.refresh_from_db()
        assert (article.title, article.status) == ("Sending", Article.Status.DRAFT)

    def test_a_viewer_reads_but_cannot_write(self, client_of, article):
        client = client_of("viewer")
        page = client.get(f"{ROOT}/articles/{article.pk}").content.decode()
        assert "disabled" in page
        assert "delete-article" not in page
        assert client.get(f"{ROOT}/articles/new").status_code == 403
        assert client.post(f"{ROOT}/articles/{article.pk}/save", FIELDS).status_code == 403
        assert client.post(f"{ROOT}/articles/{article.pk}/delete").status_code == 403

    def test_the_dialog_names_the_consequence(self, client_of, article):
        page = client_of("builder").get(f"{ROOT}/articles/{article.pk}").content.decode()
        assert "Agents stop answering from it at once" in page

    def test_deleting_it_leads_back_to_the_list(self, client_of, article):
        answer = client_of("builder").post(f"{ROOT}/articles/{article.pk}/delete")
        assert answer.headers["Location"].endswith("/knowledge")
        assert not Article.objects.exists()

    def test_a_failed_one_says_why_and_can_be_tried_again(self, client_of, article):
        services.article_indexing_failed(article_id=article.pk, reason="The service does not answer.")
        client = client_of("builder")
        assert b"The service does not answer." in client.get(f"{ROOT}/articles/{article.pk}").content
        client.post(f"{ROOT}/articles/{article.pk}/reindex")
        article.refresh_from_db()
        assert article.indexing == Article.Indexing.QUEUED

    def test_an_unknown_one_is_a_404(self, client_of):
        assert client_of("viewer").get(f"{ROOT}/articles/999999999999999999999").status_code == 404


class TestSearchTest:
    def test_it_says_when_there_is_nothing_to_search(self, client_of):
        page = client_of("viewer").get(f"{ROOT}/search", {"query": "delivery"}).content.decode()
        assert "Nothing to search in" in page

    def test_it_says_when_the_model_is_away(self, client_of, settings):
        settings.OUTSIDE_ALLOWED = ["127.0.0.1:9"]
        settings.EMBEDDINGS_BASE_URL = "http://127.0.0.1:9/v1"
        settings.EMBEDDINGS_MODEL = "words"
        page = client_of("viewer").get(f"{ROOT}/search", {"query": "delivery"})
        assert page.status_code == 200

    def test_an_empty_question_is_said_at_its_field(self, client_of):
        assert b"field__error" in client_of("viewer").get(f"{ROOT}/search", {"query": ""}).content
