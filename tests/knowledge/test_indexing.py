import pytest
from django.db import connection

from knowledge import services
from knowledge.indexing import article_index
from knowledge.models import Article, Chunk, ChunkEmbedding, EmbeddingModel, Posting, SentenceEmbedding
from knowledge.search import search
from tenants.models import Job
from tests.jobs import run_due_jobs
from tests.knowledge.embedders import DIMENSIONS, WordCountEmbedder

BODY = "A courier brings it. It takes two days.\n\n## Abroad\n\nTo Kazakhstan we send on Thursdays."


def titles(query: str, embedder) -> list[str]:
    return [hit.article_title for hit in search(query=query, embedder=embedder).hits]


class TestArticleIndex:
    def test_it_makes_an_article_ready_to_be_found(self, published, embedder):
        article = published(title="Delivery", body=BODY)
        assert article.indexing == Article.Indexing.READY
        assert article.indexed_at is not None
        assert titles("when does the courier come", embedder) == ["Delivery"]

    def test_it_keeps_where_each_passage_stands(self, published):
        article = published(body="# Way\n\n" + "The bus stops at the door of the shop. " * 60)
        chunks = article.chunks.order_by("ordinal")
        assert chunks.count() > 1
        assert all(article.body[chunk.start_char : chunk.end_char] == chunk.text for chunk in chunks)
        assert {chunk.heading for chunk in chunks} == {"Way"}

    def test_it_embeds_passages_and_their_sentences(self, published):
        published(body=BODY)
        assert ChunkEmbedding.objects.count() == 1
        assert SentenceEmbedding.objects.count() == 3
        assert len(ChunkEmbedding.objects.get().vector) == DIMENSIONS

    def test_a_single_sentence_is_embedded_once(self, published):
        published(body="We open at ten.")
        assert SentenceEmbedding.objects.count() == 0

    def test_it_does_not_embed_unchanged_text_again(self, published, embedder):
        article = published(body=BODY)
        embedder.embedded.clear()
        services.article_update(article=article, changes={"body": BODY.replace("two days", "three days")})
        article_index(article_id=article.pk, embedder=embedder)
        assert len(embedder.embedded) == 2  # the passage, and the one sentence that is new
        assert all("three days" in text for text in embedder.embedded)

    def test_indexing_again_embeds_nothing(self, published, embedder):
        article = published(body=BODY)
        embedder.embedded.clear()
        article_index(article_id=article.pk, embedder=embedder)
        assert embedder.embedded == []

    def test_an_edited_article_is_found_by_its_new_text_only(self, published, embedder):
        article = published(body="Alpha bravo charlie.")
        services.article_update(article=article, changes={"body": "Xylophone zebra."})
        article_index(article_id=article.pk, embedder=embedder)
        (hit,) = search(query="bravo", embedder=embedder).hits
        assert "bravo" not in hit.text.lower()

    def test_it_throws_its_work_away_when_the_article_changed_meanwhile(self, published, embedder):
        article = published(body="Alpha bravo.")
        services.article_update(article=article, changes={"body": "First edit."})
        changing = WordCountEmbedder(
            before=lambda: services.article_update(
                article=Article.objects.get(pk=article.pk), changes={"body": "Second edit."}
            )
        )
        assert article_index(article_id=article.pk, embedder=changing) is False
        assert Chunk.objects.get().text == "Alpha bravo."
        assert Article.objects.get().indexing == Article.Indexing.QUEUED

    def test_it_throws_its_work_away_when_the_article_was_taken_back(self, published):
        article = published(body="Alpha bravo.")
        changing = WordCountEmbedder(name="other", before=lambda: services.article_unpublish(article=article))
        assert article_index(article_id=article.pk, embedder=changing) is False
        assert Chunk.objects.count() == 0

    @pytest.mark.parametrize("status", [Article.Status.DRAFT, None])
    def test_it_leaves_alone_what_is_not_published(self, tenant, embedder, status):
        article = services.article_create(title="Draft", body="Text.") if status else None
        assert article_index(article_id=article.pk if article else 0, embedder=embedder) is False
        assert embedder.embedded == []

    def test_vectors_of_another_model_are_never_compared(self, published, embedder):
        published(body=BODY)
        other = WordCountEmbedder(name="another model")
        (hit,) = search(query="courier", embedder=other).hits
        assert hit.cosine is None

    def test_a_model_is_measured_once(self, published):
        published(title="One")
        published(title="Two")
        model = EmbeddingModel.objects.get()
        assert model.dimensions == DIMENSIONS
        assert model.sigma > 0

    def test_vectors_lie_in_line_with_their_rows(self, tenant):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT attrelid::regclass::text, attstorage FROM pg_attribute WHERE attname = 'vector' "
                "AND attrelid IN ('knowledge_chunkembedding'::regclass, 'knowledge_sentenceembedding'::regclass)"
            )
            assert {storage for _table, storage in cursor.fetchall()} == {"p"}


class TestJob:
    def test_a_published_article_is_searchable_after_its_job(self, tenant):
        services.article_create(
            title="Доставка", body="Курьер привезёт заказ за два дня.", status=Article.Status.PUBLISHED
        )
        assert search(query="когда привезут заказ").hits == []
        assert run_due_jobs() == ["knowledge.index"]
        assert [hit.article_title for hit in search(query="когда привезут заказ").hits] == ["Доставка"]

    def test_several_changes_are_one_job(self, published):
        article = published()
        Job.objects.all().delete()
        services.article_update(article=article, changes={"body": "One."})
        services.article_update(article=article, changes={"body": "Two."})
        assert Job.objects.filter(kind="knowledge.index").count() == 1

    def test_a_service_that_is_away_is_shown_and_asked_again(self, tenant, settings):
        settings.OUTSIDE_ALLOWED = ["127.0.0.1:9"]
        settings.EMBEDDINGS_BASE_URL = "http://127.0.0.1:9/v1"
        settings.EMBEDDINGS_MODEL = "any"
        article = services.article_create(title="A", body="B.", status=Article.Status.PUBLISHED)
        run_due_jobs()
        article.refresh_from_db()
        assert article.indexing == Article.Indexing.FAILED
        assert "does not answer" in article.indexing_error
        assert Job.objects.get().state == Job.State.WAITING

    def test_what_nobody_foresaw_is_shown_and_tried_again(self, tenant):
        article = services.article_create(title="A", body="B.", status=Article.Status.PUBLISHED)
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE knowledge_posting RENAME COLUMN impact TO impact_away")
        run_due_jobs()
        article.refresh_from_db()
        assert article.indexing == Article.Indexing.FAILED
        assert "unforeseen" in article.indexing_error
        assert Job.objects.get().state == Job.State.WAITING


class TestDisappearing:
    @pytest.mark.parametrize(
        "change",
        [
            lambda article: services.article_delete(article=article),
            lambda article: services.article_unpublish(article=article),
            lambda article: services.article_update(article=article, changes={"status": "draft"}),
        ],
    )
    def test_it_is_not_found_from_the_same_transaction_on(self, published, embedder, change):
        article = published(body=BODY)
        change(article)
        assert titles("courier", embedder) == []
        assert not any(model.objects.exists() for model in (Chunk, Posting, ChunkEmbedding, SentenceEmbedding))

    def test_others_stay(self, published, embedder):
        published(title="Stays")
        services.article_delete(article=published(title="Goes"))
        assert titles("courier", embedder) == ["Stays"]
