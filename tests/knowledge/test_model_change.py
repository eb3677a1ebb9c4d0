"""Another embedding model takes the live one's place, over a real address that knows both."""

import pytest

from knowledge import services
from knowledge.indexing import article_index
from knowledge.model_change import CHANGE_JOB, FORGET_JOB, model_change
from knowledge.models import Article, ChunkEmbedding, EmbeddingModel, SentenceEmbedding
from knowledge.search import search
from tenants.models import Job
from tests.jobs import run_due_jobs
from tests.knowledge.embedders import AbsentEmbedder, WordCountEmbedder, words_vector


@pytest.fixture
def address(server, settings):
    """Embeddings come from a server; `first` is the model."""
    server.vector_of = words_vector
    settings.EMBEDDINGS_BASE_URL = f"http://{server.address}/v1"
    settings.EMBEDDINGS_MODEL = "first"
    return server


def add(title: str) -> Article:
    article = services.article_create(title=title, body="A courier comes. Pay in cash.", status="published")
    run_due_jobs()
    return article


def live() -> str:
    return EmbeddingModel.objects.get(is_live=True).name


class TestChange:
    def test_the_live_model_is_searched_until_the_other_is_filled(self, tenant, address, settings):
        add("Before")
        settings.EMBEDDINGS_MODEL = "second"
        (hit,) = search(query="courier").hits
        assert hit.cosine is not None
        assert address.requests[-1]["model"] == "first"
        assert Job.objects.get().kind == CHANGE_JOB

        run_due_jobs()
        (hit,) = search(query="courier").hits
        assert hit.cosine is not None
        assert address.requests[-1]["model"] == live() == "second"

    def test_the_former_vectors_go_later(self, tenant, address, settings):
        add("Before")
        settings.EMBEDDINGS_MODEL = "second"
        search(query="courier")
        run_due_jobs()
        assert Job.objects.get().kind == FORGET_JOB
        assert ChunkEmbedding.objects.count() == 2
        run_due_jobs(even_later=True)
        assert EmbeddingModel.objects.get().name == "second"
        assert ChunkEmbedding.objects.count() == 1
        assert SentenceEmbedding.objects.count() == 2

    def test_a_text_that_comes_meanwhile_gets_the_vectors_of_both(self, tenant, address, settings):
        add("Before")
        settings.EMBEDDINGS_MODEL = "second"
        article = add("Meanwhile")
        models = ChunkEmbedding.objects.filter(chunk__article=article).values_list("model__name", flat=True)
        assert set(models) == {"first", "second"}

    def test_what_was_filled_is_not_embedded_again(self, published, embedder):
        published(title="One")
        second = WordCountEmbedder(name="second")
        model_change(embedder=second)
        assert live() == "second"
        second.embedded.clear()
        model_change(embedder=second)
        assert second.embedded == []

    def test_an_article_that_is_indexed_again_finds_all_of_its_vectors(self, published):
        article = published(title="One", body="# Way\n\nThe bus stops. The door is open.\n\n## Back\n\nBy bus again.")
        second = WordCountEmbedder(name="second")
        model_change(embedder=second)
        second.embedded.clear()
        article_index(article_id=article.pk, embedder=second)
        assert second.embedded == []


class TestWithoutTheFormer:
    def test_words_alone_are_compared_when_nobody_knows_the_former_model(self, published):
        published()
        (hit,) = search(query="courier", embedder=WordCountEmbedder(name="second")).hits
        assert hit.cosine is None
        assert hit.lexical > 0

    def test_a_new_model_that_is_away_leaves_everything_as_it_was(self, published, embedder):
        published()
        with pytest.raises(Exception, match="away"):
            model_change(embedder=AbsentEmbedder())
        assert live() == embedder.name
