"""Vectors of passages and of their sentences.

Narrow tables of their own, so that a scan reads nothing but vectors. `halfvec` without a number of dimensions: each
model has its own number, half the size costs no quality, and vectors of up to 4,000 numbers fit into a page. They are
stored in line (STORAGE PLAIN, in the first migration): out of line a scan is four times slower.

There is no HNSW index at first. The whole exact ranking takes 7 ms at 2,000 passages and 25 ms at 10,000, always finds
the nearest, and loses nothing to a filter; from some 20,000 passages an index is worth what it loses, and a job makes
one (knowledge/vector_index.py).
"""

from collections.abc import Mapping

import numpy as np
from django.db import models
from django.utils.translation import gettext_lazy as _
from pgvector.django import HalfVectorField

from knowledge.embeddings.space import VectorSpace
from knowledge.languages import KNOWN, OTHER
from knowledge.models.article import Article
from knowledge.models.chunk import Chunk

LANGUAGES = (*KNOWN, OTHER)


class EmbeddingModel(models.Model):
    """A model and the space in which its vectors are compared (knowledge/embeddings/space.py)."""

    name = models.CharField(_("name"), max_length=200)
    reference = models.CharField(_("reference text"), max_length=16)
    dimensions = models.PositiveIntegerField(_("dimensions"))
    # One row of 32-bit floats a language of LANGUAGES: read with every search, and JSON takes milliseconds to parse.
    passage_offsets = models.BinaryField()
    question_offsets = models.BinaryField()
    mean = models.FloatField(_("mean cosine of strangers"))
    sigma = models.FloatField(_("deviation of that cosine"))
    # The one whose vectors are compared. Another one is filled in the background first, and then takes its place.
    is_live = models.BooleanField(_("is searched"), default=False)
    # Whether an index stands on its vectors: it is made where there are many, by a job.
    is_indexed = models.BooleanField(_("has an index"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("embedding model")
        verbose_name_plural = _("embedding models")
        constraints = [
            models.UniqueConstraint(fields=["name", "reference"], name="knowledge_model_once"),
            models.UniqueConstraint(fields=["is_live"], condition=models.Q(is_live=True), name="knowledge_model_live"),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def of_space(cls, space: VectorSpace) -> "EmbeddingModel":
        """The row, not saved, that keeps a measured space."""
        return cls(
            name=space.model,
            reference=space.reference,
            dimensions=space.dimensions,
            passage_offsets=_packed(space.passage_offsets),
            question_offsets=_packed(space.question_offsets),
            mean=space.mean,
            sigma=space.sigma,
        )

    @property
    def space(self) -> VectorSpace:
        return VectorSpace(
            model=self.name,
            reference=self.reference,
            dimensions=self.dimensions,
            passage_offsets=_unpacked(self.passage_offsets),
            question_offsets=_unpacked(self.question_offsets),
            mean=self.mean,
            sigma=self.sigma,
        )


def _packed(offsets: Mapping[str, np.ndarray]) -> bytes:
    return np.stack([offsets[code] for code in LANGUAGES]).astype("<f4").tobytes()


def _unpacked(packed: bytes) -> dict[str, np.ndarray]:
    rows = np.frombuffer(packed, dtype="<f4").reshape(len(LANGUAGES), -1)
    return dict(zip(LANGUAGES, rows, strict=True))


class _Embedding(models.Model):
    # What was embedded, and how: the same input is never embedded again.
    input_hash = models.CharField(max_length=32)
    vector = HalfVectorField()

    class Meta:
        abstract = True


class ChunkEmbedding(_Embedding):
    pk = models.CompositePrimaryKey("chunk_id", "model_id")
    chunk = models.ForeignKey(Chunk, models.CASCADE, related_name="embeddings", db_index=False)
    model = models.ForeignKey(EmbeddingModel, models.PROTECT, related_name="chunk_embeddings", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["input_hash"], name="knowledge_chunk_input")]

    def __str__(self) -> str:
        return f"{self.chunk_id} in {self.model_id}"


class SentenceEmbedding(_Embedding):
    """A sentence, list item or table row of a passage; one that answers outweighs the rest of its passage."""

    pk = models.CompositePrimaryKey("chunk_id", "model_id", "ordinal")
    chunk = models.ForeignKey(Chunk, models.CASCADE, related_name="sentence_embeddings", db_index=False)
    model = models.ForeignKey(EmbeddingModel, models.PROTECT, related_name="sentence_embeddings", db_index=False)
    ordinal = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["input_hash"], name="knowledge_sentence_input")]

    def __str__(self) -> str:
        return f"{self.chunk_id}.{self.ordinal} in {self.model_id}"


class VectorAhead(_Embedding):
    """A vector whose passage is not in place yet: computed once, whatever stops the work before it is done."""

    pk = models.CompositePrimaryKey("model_id", "input_hash")
    model = models.ForeignKey(EmbeddingModel, models.CASCADE, related_name="vectors_ahead", db_index=False)
    article = models.ForeignKey(Article, models.CASCADE, related_name="vectors_ahead")

    class Meta:
        verbose_name = _("vector ahead")
        verbose_name_plural = _("vectors ahead")

    def __str__(self) -> str:
        return f"{self.input_hash} in {self.model_id}"
