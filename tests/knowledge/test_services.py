import pytest

from knowledge import services
from knowledge.models import Article
from knowledge.services.article_checks import LONGEST_BODY
from tenants.errors import InvalidInput
from tenants.models import Job

pytestmark = pytest.mark.usefixtures("tenant")


class TestArticleCreate:
    def test_a_draft_owes_no_job(self):
        article = services.article_create(title="  Delivery\n times ", body="A courier.\r\nTwo days.\r\n")
        assert (article.title, article.body) == ("Delivery times", "A courier.\nTwo days.")
        assert article.indexing == Article.Indexing.NONE
        assert not Job.objects.exists()

    def test_a_published_one_owes_its_indexing(self):
        article = services.article_create(title="Delivery", body="A courier.", status=Article.Status.PUBLISHED)
        assert article.indexing == Article.Indexing.QUEUED
        assert Job.objects.get().payload == {"article_id": article.pk}

    def test_it_keeps_who_wrote_it(self, member):
        article = services.article_create(title="A", body="B.", author=member("builder"))
        assert "builder@alpha.test" in article.author_name

    @pytest.mark.parametrize(
        ("title", "body", "language"),
        [("Доставка", "Курьер привезёт.", "ru"), ("Delivery", "A courier brings it.", "en")],
    )
    def test_it_detects_the_language(self, title, body, language):
        assert services.article_create(title=title, body=body).language == language

    def test_a_language_that_was_chosen_stays(self):
        assert services.article_create(title="Delivery", body="A courier.", language="pt").language == "pt"

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"title": " "}, "title"),
            ({"title": "x" * 201}, "title"),
            ({"body": "\0\n"}, "body"),
            ({"body": "x" * (LONGEST_BODY + 1)}, "body"),
            ({"language": "de"}, "language"),
            ({"status": "hidden"}, "status"),
        ],
    )
    def test_an_error_names_the_field(self, fields, field):
        with pytest.raises(InvalidInput) as caught:
            services.article_create(**{"title": "A", "body": "B."} | fields)
        assert caught.value.field == field
        assert not Article.objects.exists()


class TestArticleUpdate:
    @pytest.fixture
    def article(self) -> Article:
        article = services.article_create(title="Delivery", body="A courier.", status=Article.Status.PUBLISHED)
        Job.objects.all().delete()
        return article

    @pytest.mark.parametrize("changes", [{"body": "A drone."}, {"title": "Sending"}, {"language": "es"}])
    def test_new_content_is_a_new_version_and_owes_indexing(self, article, changes):
        updated = services.article_update(article=article, changes=changes)
        assert updated.version == article.version + 1
        assert Job.objects.count() == 1

    def test_the_same_content_owes_nothing(self, article):
        updated = services.article_update(article=article, changes={"body": "A courier.", "title": "Delivery"})
        assert updated.version == article.version
        assert not Job.objects.exists()

    def test_another_category_owes_nothing(self, article):
        shelf = services.category_create(name="Shelf")
        assert services.article_update(article=article, changes={"category": shelf}).category == shelf
        assert not Job.objects.exists()

    def test_publishing_a_draft_owes_indexing(self):
        draft = services.article_create(title="A", body="B.")
        services.article_update(article=draft, changes={"status": Article.Status.PUBLISHED})
        assert Job.objects.count() == 1

    def test_without_a_language_it_is_detected_anew(self, article):
        changes = {"body": "Курьер привезёт заказ за два дня.", "language": None}
        assert services.article_update(article=article, changes=changes).language == "ru"
