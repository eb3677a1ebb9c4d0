"""The vectors of inputs in a model's space; what was embedded once is not embedded again."""

from collections.abc import Iterable, Mapping

from knowledge.embeddings import Embedder, Vector
from knowledge.inputs import Inputs, text_hash
from knowledge.models import Chunk, ChunkEmbedding, EmbeddingModel, SentenceEmbedding

# By the hash of the input they are of.
Vectors = Mapping[str, Vector]


def vectors_of(inputs: Iterable[str], *, language: str, model: EmbeddingModel, embedder: Embedder) -> Vectors:
    """The vectors of the inputs by the hash of each; only new inputs are embedded. Raises EmbeddingsUnavailable."""
    wanted = {text_hash(language, text): text for text in inputs}
    known = {}
    for table in (ChunkEmbedding, SentenceEmbedding):
        rows = table.objects.filter(model=model, input_hash__in=wanted)
        known.update(rows.values_list("input_hash", "vector"))
    new = {digest: text for digest, text in wanted.items() if digest not in known}
    space = model.space
    placed = (space.place_passage(vector, language=language) for vector in embedder.passages(list(new.values())))
    return known | dict(zip(new, placed, strict=True))


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
