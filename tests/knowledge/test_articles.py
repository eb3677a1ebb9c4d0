"""Articles of every kind: what may be changed of them, how lists find them, and what one act does to many."""

from datetime import timedelta

import pytest

from knowledge import services
from knowledge.article_filters import ArticleFilter
from knowledge.category_tree import category_tree
from knowledge.models import Article, Chunk, ChunkEmbedding, Posting, SentenceEmbedding, Source
from knowledge.scope import today
from tenants.errors import InvalidInput
from tenants.models import Job

ROOT = "/manage/alpha/knowledge"
API = "/manage/alpha/api/knowledge-base/articles"

pytestmark = pytest.mark.usefixtures("stays_in_workspace")


@pytest.fixture
def file_article(tenant) -> Article:
    """Of a file that was read: one passage."""
    source = Source.objects.create(kind=Source.Kind.FILE, name="Prices.pdf", state=Source.State.READY)
    article = Article.objects.create(
        kind=Article.Kind.FILE,
        source=source,
        title="Prices.pdf",
        language="en",
        status=Article.Status.PUBLISHED,
        indexing=Article.Indexing.READY,
    )
    Chunk.objects.create(
        article=article,
        ordinal=0,
        text="A parcel is 5 €.",
        start_char=0,
        end_char=16,
        language="en",
        place={"page": 12},
    )
    return article


class TestFields:
    def test_an_exact_answer_keeps_its_wordings_and_priority(self, tenant):
        made = services.article_create(
            kind="answer", title="When are you open?", body="10 to 20.", questions=["hours", " Hours ", ""], priority=7
        )
        assert (made.questions, made.priority) == (["hours"], 7)

    def test_another_wording_owes_indexing(self, tenant):
        made = services.article_create(kind="answer", title="Open?", body="10 to 20.", status="published")
        Job.objects.all().delete()
        services.article_update(article=made, changes={"questions": ["opening hours"]})
        assert Job.objects.count() == 1

    def test_tags_days_and_priority_owe_nothing(self, tenant):
        made = services.article_create(kind="answer", title="Open?", body="10 to 20.", status="published")
        Job.objects.all().delete()
        changes = {"tags": ["summer", "Summer", " "], "valid_from": today(), "valid_until": today(), "priority": 3}
        assert services.article_update(article=made, changes=changes).tags == ["summer"]
        assert not Job.objects.exists()

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"tags": ["x" * 41]}, "tags"),
            ({"tags": [f"tag {number}" for number in range(21)]}, "tags"),
            ({"questions": ["a question"]}, "questions"),
            ({"kind": "answer", "questions": ["x" * 301]}, "questions"),
            ({"kind": "answer", "body": "x" * 4001}, "body"),
            ({"kind": "file"}, "kind"),
            ({"priority": 101}, "priority"),
            ({"valid_from": "2026-02-02", "valid_until": "2026-02-01"}, "valid_until"),
            ({"valid_from": "soon"}, "valid_from"),
        ],
    )
    def test_the_api_names_the_field_of_an_error(self, client_of, changes, field):
        made = services.article_create(title="A", body="B.")
        client = client_of("builder")
        answer = client.patch(f"{API}/{made.pk}", changes, content_type="application/json")
        assert answer.status_code == 400
        assert answer.json()["error"]["field"].partition(".")[0] == field

    def test_the_api_writes_all_of_them(self, client_of):
        data = {
            "kind": "answer",
            "title": "Open?",
            "body": "10 to 20.",
            "questions": ["hours"],
            "priority": 2,
            "tags": ["visit"],
            "valid_from": "2026-01-01",
            "valid_until": "2026-12-31",
        }
        made = client_of("builder").post(API, data, content_type="application/json").json()
        assert {name: made[name] for name in data} == data


class TestOfSources:
    @pytest.mark.parametrize("field", ["title", "body", "language", "kind"])
    def test_their_text_is_read_only(self, file_article, field):
        with pytest.raises(InvalidInput) as caught:
            services.article_edit(article=file_article, changes={field: "es"})
        assert (caught.value.field, caught.value.code) == (field, "read_only")

    def test_a_file_as_a_draft_keeps_its_passages(self, file_article):
        draft = services.article_unpublish(article=file_article)
        assert draft.chunks.count() == 1
        assert services.article_publish(article=draft).indexing == Article.Indexing.READY
        assert not Job.objects.exists()

    def test_to_index_a_file_again_is_to_read_it_again(self, file_article):
        services.article_reindex(article=file_article)
        assert Job.objects.get().kind == "knowledge.read"

    def test_a_file_goes_with_its_source(self, file_article):
        services.article_discard(article=file_article)
        assert not Source.objects.exists()
        assert not Chunk.objects.exists()

    def test_moving_a_file_moves_its_source(self, file_article):
        shelf = services.category_create(name="Shelf")
        services.article_edit(article=file_article, changes={"category": shelf})
        file_article.source.refresh_from_db()
        assert file_article.source.category == shelf

    def test_its_page_shows_where_it_is_from_and_no_editor(self, client_of, file_article):
        page = client_of("builder").get(f"{ROOT}/articles/{file_article.pk}").content.decode()
        assert "Read from" in page
        assert "Page 12" in page
        assert 'name="body"' not in page
        form = {"category": "", "tags": "a, b", "valid_from": "", "valid_until": "2030-01-01", "status": "published"}
        client_of("owner").post(f"{ROOT}/articles/{file_article.pk}/save", form)
        file_article.refresh_from_db()
        assert (file_article.tags, str(file_article.valid_until)) == (["a", "b"], "2030-01-01")


class TestFilter:
    def titles(self, **asked: str) -> set[str]:
        return {article.title for article in ArticleFilter(**asked).found(category_tree())}

    def test_a_category_is_asked_for_with_what_is_below(self, tenant):
        top = services.category_create(name="Top")
        below = services.category_create(name="Below", parent=top)
        services.article_create(title="In top", body="A.", category=top)
        services.article_create(title="In below", body="A.", category=below)
        services.article_create(title="Beside", body="A.")
        assert self.titles(category=str(top.pk)) == {"In top", "In below"}
        assert self.titles(category="none") == {"Beside"}
        assert self.titles(category="999999") == set()

    def test_days(self, tenant):
        day = today()
        for title, start, end in (
            ("over", None, day - timedelta(days=1)),
            ("last day", None, day),
            ("soon", None, day + timedelta(days=14)),
            ("long", None, day + timedelta(days=15)),
            ("later", day + timedelta(days=1), None),
        ):
            services.article_create(title=title, body="A.", valid_from=start, valid_until=end)
        assert self.titles(validity="expired") == {"over"}
        assert self.titles(validity="soon") == {"last day", "soon"}
        assert self.titles(validity="later") == {"later"}

    def test_kind_tag_language_status_state_and_wordings(self, tenant):
        services.article_create(title="One", body="A.", tags=["vip"], language="en")
        services.article_create(kind="answer", title="Two", body="B.", questions=["hours"], language="es")
        services.article_create(title="Three", body="C.", language="en", status="published")
        assert self.titles(kind="answer") == {"Two"}
        assert self.titles(tag="vip") == {"One"}
        assert self.titles(language="es") == {"Two"}
        assert self.titles(status="published") == self.titles(state="working") == {"Three"}
        assert self.titles(q="hour") == {"Two"}

    def test_what_is_not_known_filters_nothing(self, tenant):
        services.article_create(title="One", body="A.")
        assert self.titles(kind="x", language="x", status="x", state="x", validity="x") == {"One"}


class TestBulk:
    @pytest.fixture
    def articles(self, tenant) -> list[Article]:
        return [services.article_create(title=f"Article {number}", body="Text.") for number in range(3)]

    def send(self, client, act: str, articles: list[Article], **more: object):
        back = f"{ROOT}?status=draft&page=2"
        data = {"act": act, "ids": [article.pk for article in articles], "back": back}
        return client.post(f"{ROOT}/articles/bulk", data | more)

    def test_ticked_ones_are_published_and_the_list_stays_where_it_was(self, client_of, articles):
        answer = self.send(client_of("builder"), "publish", articles[:2])
        assert answer.headers["Location"].endswith("?status=draft&page=2")
        assert Article.objects.filter(status="published").count() == 2

    def test_they_become_drafts_are_moved_and_deleted(self, client_of, articles):
        client, shelf = client_of("builder"), services.category_create(name="Shelf")
        self.send(client, "publish", articles)
        self.send(client, "unpublish", articles[:1])
        self.send(client, "move", articles[:2], to=shelf.pk)
        assert shelf.articles.count() == 2
        self.send(client, "delete", articles[1:])
        assert list(Article.objects.values_list("title", "status")) == [("Article 0", "draft")]

    def test_before_deleting_it_says_what_goes(self, client_of, articles, file_article):
        client = client_of("builder")
        ids = [articles[0].pk, file_article.pk]
        page = client.post(f"{ROOT}/articles/bulk/delete", {"ids": ids, "back": "https://elsewhere.test/"})
        words = page.content.decode()
        assert "Delete 2 articles?" in words
        assert "1 passage" in words
        assert "1 uploaded file" in words
        assert "elsewhere" not in words
        assert Article.objects.count() == 4

    def test_a_viewer_cannot(self, client_of, articles):
        assert self.send(client_of("viewer"), "delete", articles).status_code == 403
        assert Article.objects.count() == 3

    def test_nothing_ticked_is_said(self, client_of, articles):
        client = client_of("builder")
        self.send(client, "delete", [])
        assert b"Tick the articles first." in client.get(ROOT).content


class TestList:
    def test_a_failure_says_what_to_do(self, client_of, file_article):
        Source.objects.update(state="failed", trouble="encrypted")
        Article.objects.update(indexing=Article.Indexing.FAILED)
        assert b"protected by a password" in client_of("viewer").get(ROOT).content

    def test_what_is_on_its_way_says_how_far(self, client_of, file_article):
        Article.objects.update(indexing=Article.Indexing.EMBEDDING, steps_done=5, steps_all=10)
        assert b"50%" in client_of("viewer").get(ROOT).content

    def test_an_expired_one_says_so(self, client_of):
        services.article_create(title="Old", body="A.", status="published", valid_until=today() - timedelta(days=1))
        assert b"Expired" in client_of("viewer").get(ROOT).content

    def test_its_queries_are_the_same_for_fifty(self, client_of, file_article, django_assert_max_num_queries):
        parent = None
        for number in range(5):
            parent = services.category_create(name=f"Shelf {number}", parent=parent)
        for number in range(50):
            services.article_create(title=f"Article {number}", body="Text.", category=parent, tags=[f"t{number % 5}"])
        client = client_of("builder")
        client.get(ROOT)
        with django_assert_max_num_queries(11):
            client.get(ROOT)


class TestDelete:
    def test_it_leaves_no_trace(self, published):
        article = published()
        services.article_reindex(article=article)
        services.article_delete(article=article)
        for table in (Article, Chunk, Posting, ChunkEmbedding, SentenceEmbedding, Job):
            assert not table.objects.exists()
