"""An article's text → passages, postings and vectors, replaced as a whole."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from django.db import transaction
from django.utils.timezone import now

from knowledge import selectors
from knowledge.chunking import Passage, passages
from knowledge.embeddings import Embedder, Vector, embedder_current
from knowledge.embeddings.space import measure_space, reference_digest
from knowledge.lexicon import bm25
from knowledge.lexicon.terms import terms
from knowledge.models import Article, Chunk, ChunkEmbedding, EmbeddingModel, Posting, SentenceEmbedding

# A title says what the whole article is about: its words count as if they were written this often in each passage.
_TITLE_REPEATS = 2


@dataclass(frozen=True)
class _Prepared:
    """A passage with the inputs of its vectors; `sentences` is empty when there is but one, the passage itself."""

    passage: Passage
    heading: str
    input: str
    sentences: tuple[str, ...]


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
    embedder = embedder or embedder_current()
    model = _model_of(embedder)
    prepared = [_prepare(article, passage) for passage in passages(article.body)]
    inputs = [text for part in prepared for text in (part.input, *part.sentences)]
    vectors = _vectors(inputs, language=article.language, model=model, embedder=embedder)
    with transaction.atomic():
        if not same_version.select_for_update().exists():
            return False
        _replace_chunks(article, prepared, vectors=vectors, model=model)
        same_version.update(indexing=Article.Indexing.READY, indexing_error="", indexed_at=now())
    return True


def text_hash(*parts: str) -> str:
    """The hash by which texts are known again: 32 hexadecimal characters."""
    return blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


def _model_of(embedder: Embedder) -> EmbeddingModel:
    if model := selectors.embedding_model(embedder):
        return model
    made = EmbeddingModel.of_space(measure_space(embedder))
    made.is_live = not EmbeddingModel.objects.filter(is_live=True).exists()
    EmbeddingModel.objects.bulk_create([made], ignore_conflicts=True)
    return EmbeddingModel.objects.get(name=embedder.name, reference=reference_digest())


def _prepare(article: Article, passage: Passage) -> _Prepared:
    heading = _heading(article.title, passage.path)
    sentences = [f"{_heading(article.title, part.section.path)}\n{part.text}" for part in passage.sentences]
    return _Prepared(
        passage=passage,
        heading=" › ".join(passage.path),
        input=f"{heading}\n{passage.text}",
        sentences=tuple(sentences) if len(sentences) > 1 else (),
    )


def _heading(title: str, path: Iterable[str]) -> str:
    return " › ".join([title, *path])


def _vectors(
    inputs: Iterable[str], *, language: str, model: EmbeddingModel, embedder: Embedder
) -> Mapping[str, Vector]:
    """The vectors of the inputs by the hash of each, placed in the model's space; only new inputs are embedded."""
    wanted = {text_hash(language, text): text for text in inputs}
    known = {}
    for table in (ChunkEmbedding, SentenceEmbedding):
        rows = table.objects.filter(model=model, input_hash__in=wanted)
        known.update(rows.values_list("input_hash", "vector"))
    new = {digest: text for digest, text in wanted.items() if digest not in known}
    space = model.space
    placed = (space.place_passage(vector, language=language) for vector in embedder.passages(list(new.values())))
    return known | dict(zip(new, placed, strict=True))


def _replace_chunks(
    article: Article, prepared: list[_Prepared], *, vectors: Mapping[str, Vector], model: EmbeddingModel
) -> None:
    article.chunks.all().delete()
    chunks = Chunk.objects.bulk_create(
        Chunk(
            article=article,
            ordinal=ordinal,
            heading=part.heading[: Chunk._meta.get_field("heading").max_length],
            text=part.passage.text,
            start_char=part.passage.start,
            end_char=part.passage.end,
            language=article.language,
        )
        for ordinal, part in enumerate(prepared)
    )
    postings, of_chunks, of_sentences = [], [], []
    for chunk, part in zip(chunks, prepared, strict=True):
        words = terms(article.title, language=article.language) * _TITLE_REPEATS
        words += terms(f"{' '.join(part.passage.path)}\n{part.passage.text}", language=article.language)
        postings += [Posting(term=term, chunk=chunk, impact=impact) for term, impact in bm25.impacts(words).items()]
        digest = text_hash(article.language, part.input)
        of_chunks.append(ChunkEmbedding(chunk=chunk, model=model, input_hash=digest, vector=vectors[digest]))
        for ordinal, text in enumerate(part.sentences):
            digest = text_hash(article.language, text)
            of_sentences.append(
                SentenceEmbedding(chunk=chunk, model=model, ordinal=ordinal, input_hash=digest, vector=vectors[digest])
            )
    Posting.objects.bulk_create(postings)
    ChunkEmbedding.objects.bulk_create(of_chunks)
    SentenceEmbedding.objects.bulk_create(of_sentences)
