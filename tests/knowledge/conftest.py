from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.signals import request_finished
from django.db import connection

from knowledge import lexicon, services
from knowledge.indexing import article_index
from knowledge.languages import KNOWN
from knowledge.models import Article
from tests.knowledge.embedders import WordCountEmbedder
from tests.knowledge.embeddings_server import EmbeddingsServer
from tests.serving import serve

CONCEPTS = Path(lexicon.__file__).with_name("concepts.txt")


@pytest.fixture
def embedder() -> WordCountEmbedder:
    return WordCountEmbedder()


@pytest.fixture
def published(tenant, embedder) -> Callable[..., Article]:
    """`published(title=…, body=…)`: an article that is published and indexed with the test's embedder."""

    def make(*, title: str = "Delivery", body: str = "A courier brings it within two days.", **more) -> Article:
        article = services.article_create(title=title, body=body, status=Article.Status.PUBLISHED, **more)
        article_index(article_id=article.pk, embedder=embedder)
        article.refresh_from_db()
        return article

    return make


@pytest.fixture
def server(settings) -> Iterator[EmbeddingsServer]:
    with EmbeddingsServer() as server:
        serve(server)
        settings.OUTSIDE_ALLOWED = [server.address]
        yield server
        server.shutdown()


@pytest.fixture
def concept_words() -> Callable[[str], Iterator[tuple[str, list[str]]]]:
    """`concept_words("ru")`: each concept's term, and its words in that language as the file has them."""

    def read(language: str) -> Iterator[tuple[str, list[str]]]:
        for line in CONCEPTS.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                columns = line.split("|")
                yield "=" + columns[0].split()[0], columns[KNOWN.index(language)].split()

    return read


@pytest.fixture
def stays_in_workspace(tenant) -> Iterator[None]:
    """After a request the middleware leaves the workspace; the test goes on looking at its tables."""

    def come_back(**_signal: object) -> None:
        connection.set_tenant(tenant)

    request_finished.connect(come_back)
    yield
    request_finished.disconnect(come_back)
