"""A written text → its passages, learnt and put in the place of its earlier ones."""

from django.db import transaction
from django.utils.timezone import now

from knowledge import selectors
from knowledge.block_chunking import PlacedPassage
from knowledge.chunking import Passage, passages
from knowledge.embeddings import Embedder
from knowledge.learning import learn, put_in_place
from knowledge.models import Article
from knowledge.reading.report import ReadingStopped
from tenants.jobs import lease_renew


def article_index(*, article_id: int, embedder: Embedder | None = None) -> bool:
    """Make the published article searchable as it now stands; its earlier passages are found until then.

    Call outside of a transaction: embedding takes long. Returns False when there was nothing to index or the article
    changed meanwhile; that change has queued a job of its own. Of a file nothing is done here: its text stands nowhere
    but in the file (knowledge/files.py). Raises EmbeddingsUnavailable.
    """
    article = selectors.article_by_id(article_id)
    if article is None or not article.is_published or article.kind == Article.Kind.FILE:
        return False
    same_version = Article.objects.filter(pk=article.pk, version=article.version, status=Article.Status.PUBLISHED)

    def report(state: str, done: int, steps: int) -> None:
        lease_renew()
        if not same_version.update(indexing=state, steps_done=done, steps_all=steps):
            raise ReadingStopped

    try:
        learnt = learn(article, _passages(article), report=report, embedder=embedder)
    except ReadingStopped:
        return False
    with transaction.atomic():
        if not same_version.select_for_update().exists():
            return False
        put_in_place(learnt)
        same_version.update(indexing=Article.Indexing.READY, indexing_error="", indexed_at=now())
    return True


def _passages(article: Article) -> list[PlacedPassage]:
    """An exact answer is one passage: it is said whole or not at all."""
    if article.kind == Article.Kind.ANSWER:
        return [PlacedPassage(Passage(article.body, (), 0, len(article.body), ()), {})]
    return [PlacedPassage(passage, {}) for passage in passages(article.body)]
