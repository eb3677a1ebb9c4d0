"""An article's text → passages, postings and vectors, replaced as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.timezone import now

from knowledge import selectors
from knowledge.chunking import Passage, passages
from knowledge.embeddings import Embedder, EmbeddingsUnavailable, embedder_current
from knowledge.inputs import Inputs, inputs_of
from knowledge.lexicon import bm25
from knowledge.lexicon.terms import terms
from knowledge.model_change import model_change_owe
from knowledge.models import Article, Chunk, EmbeddingModel, Posting
from knowledge.spoken import models_filled
from knowledge.vectors import Vectors, vectors_keep, vectors_of

# A title says what the whole article is about: its words count as if they were written this often in each passage.
_TITLE_REPEATS = 2


@dataclass(frozen=True)
class _Prepared:
    passage: Passage
    heading: str
    inputs: Inputs


def article_index(*, article_id: int, embedder: Embedder | None = None) -> bool:
    """Make the published article searchable as it now stands; its earlier passages are found until then.

    Call outside of a transaction: embedding takes long. Returns False when there was nothing to index or the article
    changed meanwhile; that change has queued a job of its own. Raises EmbeddingsUnavailable.
    """
    article = selectors.article_by_id(article_id)
    if article is None or not article.is_published:
        return False
    same_version = Article.objects.filter(pk=article.pk, version=article.version, status=Article.Status.PUBLISHED)
    same_version.update(indexing=Article.Indexing.EMBEDDING)
    prepared = [_prepare(article, passage) for passage in _passages(article)]
    inputs = [text for part in prepared for text in part.inputs.all]
    vectors = _vectors(inputs, language=article.language, configured=embedder or embedder_current())
    with transaction.atomic():
        if not same_version.select_for_update().exists():
            return False
        live = selectors.model_live_held()
        is_whole = any(model.pk == live for model in vectors)
        _replace_chunks(article, prepared, vectors=vectors)
        same_version.update(indexing=Article.Indexing.READY, indexing_error="", indexed_at=now())
    # Another model is live than any it has vectors of: until it has, it is found by its words.
    if not is_whole:
        model_change_owe()
    return True


def _passages(article: Article) -> list[Passage]:
    """An exact answer is one passage: it is said whole or not at all."""
    if article.kind == Article.Kind.ANSWER:
        return [Passage(article.body, (), 0, len(article.body), ())]
    return passages(article.body)


def _prepare(article: Article, passage: Passage) -> _Prepared:
    heading = " › ".join(passage.path)[: Chunk._meta.get_field("heading").max_length]
    inputs = inputs_of(title=article.title, heading=heading, text=passage.text, wordings=article.wordings)
    return _Prepared(passage, heading, inputs)


def _vectors(inputs: list[str], *, language: str, configured: Embedder) -> dict[EmbeddingModel, Vectors]:
    vectors = {}
    for spoken in models_filled(configured):
        try:
            vectors[spoken.model] = vectors_of(inputs, language=language, model=spoken.model, embedder=spoken.embedder)
        except EmbeddingsUnavailable:
            if spoken.must:
                raise
    return vectors


def _replace_chunks(article: Article, prepared: list[_Prepared], *, vectors: Mapping[EmbeddingModel, Vectors]) -> None:
    article.chunks.all().delete()
    chunks = Chunk.objects.bulk_create(
        Chunk(
            article=article,
            ordinal=ordinal,
            heading=part.heading,
            text=part.passage.text,
            start_char=part.passage.start,
            end_char=part.passage.end,
            language=article.language,
        )
        for ordinal, part in enumerate(prepared)
    )
    postings = []
    for chunk, part in zip(chunks, prepared, strict=True):
        words = terms("\n".join([article.title, *article.questions]), language=article.language) * _TITLE_REPEATS
        words += terms(f"{' '.join(part.passage.path)}\n{part.passage.text}", language=article.language)
        postings += [Posting(term=term, chunk=chunk, impact=impact) for term, impact in bm25.impacts(words).items()]
    Posting.objects.bulk_create(postings)
    of = [(chunk, part.inputs) for chunk, part in zip(chunks, prepared, strict=True)]
    for model, its_vectors in vectors.items():
        vectors_keep(of, model=model, vectors=its_vectors)
