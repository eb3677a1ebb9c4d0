"""The vectors of inputs in a model's space; what was embedded once is not embedded again."""

from collections.abc import Callable, Iterable, Mapping

from pgvector import HalfVector

from knowledge.embeddings import Embedder
from knowledge.inputs import Inputs, text_hash
from knowledge.models import Article, Chunk, ChunkEmbedding, EmbeddingModel, SentenceEmbedding, VectorAhead

# By the hash of the input they are of, in half precision as they are stored: of thousands, lists take gigabytes.
Vectors = Mapping[str, HalfVector]

# Inputs that are embedded between two looks at whether they are still wanted: a second or two.
_BATCH = 16


def vectors_of(
    inputs: Iterable[str],
    *,
    language: str,
    model: EmbeddingModel,
    embedder: Embedder,
    ahead_of: Article | None = None,
    report: Callable[[int, int], None] = lambda _done, _wanted: None,
) -> Vectors:
    """The vectors of the inputs by the hash of each; only new inputs are embedded.

    For `ahead_of` each batch is kept at once (VectorAhead), so that whatever stops the work, none is embedded twice.
    `report(done, wanted)` is called before each batch; what it raises ends the work. Raises EmbeddingsUnavailable.
    """
    wanted = {text_hash(language, text): text for text in inputs}
    known = {}
    for table in (ChunkEmbedding, SentenceEmbedding, VectorAhead):
        rows = table.objects.filter(model=model, input_hash__in=wanted)
        known.update(rows.values_list("input_hash", "vector"))
    new = [digest for digest in wanted if digest not in known]
    space = model.space
    for first in range(0, len(new), _BATCH):
        report(len(known), len(wanted))
        batch = new[first : first + _BATCH]
        vectors = embedder.passages([wanted[digest] for digest in batch])
        placed = {
            digest: HalfVector(space.place_passage(vector, language=language))
            for digest, vector in zip(batch, vectors, strict=True)
        }
        if ahead_of and len(new) > _BATCH:
            _keep_ahead(placed, model=model, article=ahead_of)
        known |= placed
    return known


def _keep_ahead(vectors: Vectors, *, model: EmbeddingModel, article: Article) -> None:
    VectorAhead.objects.bulk_create(
        [
            VectorAhead(model=model, article=article, input_hash=digest, vector=vector)
            for digest, vector in vectors.items()
        ],
        ignore_conflicts=True,
    )


def vectors_keep(of: Iterable[tuple[Chunk, Inputs]], *, model: EmbeddingModel, vectors: Vectors) -> None:
    """Put the vectors of these passages in place."""
    of_chunks, of_sentences = [], []
    for chunk, inputs in of:
        digest = text_hash(chunk.language, inputs.passage)
        of_chunks.append(ChunkEmbedding(chunk=chunk, model=model, input_hash=digest, vector=vectors[digest]))
        for ordinal, text in enumerate(inputs.sentences):
            digest = text_hash(chunk.language, text)
            of_sentences.append(
                SentenceEmbedding(chunk=chunk, model=model, ordinal=ordinal, input_hash=digest, vector=vectors[digest])
            )
    # Whoever was here first has put the same.
    ChunkEmbedding.objects.bulk_create(of_chunks, ignore_conflicts=True)
    SentenceEmbedding.objects.bulk_create(of_sentences, ignore_conflicts=True)
