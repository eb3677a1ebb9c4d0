"""Another embedding model in place of the live one, without a gap.

The configured model is filled while the live one is searched; then it is the live one, in one transaction; the vectors
of the former go later, when no search can still be using them. Whatever stops it, it goes on where it was: passages
that have their vectors are not embedded again.
"""

from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from knowledge import selectors
from knowledge.embeddings import Embedder, embedder_current
from knowledge.inputs import SENTENCES_UP_TO, Inputs, inputs_of
from knowledge.models import Chunk, EmbeddingModel
from knowledge.spoken import model_of
from knowledge.vector_index import index_drop, index_review
from knowledge.vectors import vectors_keep, vectors_of
from tenants.jobs import job_put, lease_renew

CHANGE_JOB = "knowledge.change_model"
FORGET_JOB = "knowledge.forget_model"

_BATCH = 32
# Longer than any search takes that has still read the former model's name.
_FORGET_AFTER = timedelta(minutes=10)
_DELETED_AT_ONCE = 5_000


def model_change_owe() -> None:
    """Another model is configured than the live one: have it filled. Asked for often, it is one job a workspace."""
    job_put(CHANGE_JOB)


def model_change(*, embedder: Embedder | None = None) -> bool:
    """Give each passage its vectors of the configured model, and make that the live one.

    Outside of a transaction: it takes long.

    Returns False when texts came in meanwhile that are to be filled as well. Raises EmbeddingsUnavailable.
    """
    embedder = embedder or embedder_current()
    model = model_of(embedder)
    last = 0
    while chunks := _unfilled(model, after=last):
        _fill(chunks, model=model, embedder=embedder)
        last = chunks[-1].pk
        lease_renew()
    index_review()
    return model.is_live or _made_live(model)


def model_forget(*, model_id: int) -> None:
    """Delete the vectors of a model that is live no more, and its row; not when it is configured again."""
    model = EmbeddingModel.objects.filter(pk=model_id, is_live=False).first()
    if model is None or model == selectors.embedding_model(embedder_current()):
        return
    index_drop(model)
    for table in ("knowledge_chunkembedding", "knowledge_sentenceembedding"):
        while _delete_some(table, model):
            lease_renew()
    model.delete()


def _unfilled(model: EmbeddingModel, *, after: int = 0) -> list[Chunk]:
    beyond = Chunk.objects.filter(article=OuterRef("article"), ordinal=SENTENCES_UP_TO)
    unfilled = selectors.chunks_unfilled(model).filter(pk__gt=after).annotate(with_sentences=~Exists(beyond))
    return list(unfilled.select_related("article").order_by("pk")[:_BATCH])


def _fill(chunks: list[Chunk], *, model: EmbeddingModel, embedder: Embedder) -> None:
    inputs = {chunk.pk: _inputs(chunk) for chunk in chunks}
    vectors = {}
    for language in {chunk.language for chunk in chunks}:
        texts = [text for chunk in chunks if chunk.language == language for text in inputs[chunk.pk].all]
        vectors |= vectors_of(texts, language=language, model=model, embedder=embedder)
    with transaction.atomic():
        # Held, so that what is here stays until the vectors are; what was replaced meanwhile has its own.
        still = Chunk.objects.select_for_update(no_key=True).filter(pk__in=inputs)
        vectors_keep([(chunk, inputs[chunk.pk]) for chunk in still], model=model, vectors=vectors)


def _inputs(chunk: Chunk) -> Inputs:
    article = chunk.article
    return inputs_of(
        title=article.title,
        heading=chunk.heading,
        text=chunk.text,
        wordings=article.wordings,
        with_sentences=chunk.with_sentences,
    )


@transaction.atomic
def _made_live(model: EmbeddingModel) -> bool:
    # Whoever indexes a text holds the live model meanwhile (selectors.model_live_held): it is there now, or waits.
    former = list(EmbeddingModel.objects.select_for_update().filter(is_live=True))
    if selectors.chunks_unfilled(model).exists():
        return False
    EmbeddingModel.objects.filter(pk__in=[one.pk for one in former]).update(is_live=False)
    EmbeddingModel.objects.filter(pk=model.pk).update(is_live=True)
    for one in former:
        payload = {"model_id": one.pk}
        job_put(FORGET_JOB, key=str(one.pk), payload=payload, due_at=timezone.now() + _FORGET_AFTER)
    return True


def _delete_some(table: str, model: EmbeddingModel) -> int:
    """`table` is one of the two above."""
    with connection.cursor() as cursor:
        some = f"SELECT ctid FROM {table} WHERE model_id = %s LIMIT %s"  # noqa: S608
        cursor.execute(f"DELETE FROM {table} WHERE ctid = ANY(ARRAY({some}))", [model.pk, _DELETED_AT_ONCE])  # noqa: S608
        return cursor.rowcount
