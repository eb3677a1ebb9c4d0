"""Passages → what makes them found: their words and their vectors, and then all of it in the place of what was before.

Learning takes minutes for a long text, outside of a transaction, and may be stopped or die at any moment; vectors are
kept as they come (knowledge/vectors.py). Putting in place is one transaction of seconds.
"""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from sys import intern

from django.db import connection

from knowledge import selectors
from knowledge.block_chunking import PlacedPassage
from knowledge.embeddings import Embedder, EmbeddingsUnavailable, embedder_current
from knowledge.inputs import SENTENCES_UP_TO, Inputs, inputs_of
from knowledge.lexicon import bm25
from knowledge.lexicon.terms import terms
from knowledge.model_change import model_change_owe
from knowledge.models import Article, Chunk, EmbeddingModel, Source
from knowledge.reading.report import Report
from knowledge.spoken import models_filled
from knowledge.vectors import Vectors, vectors_keep, vectors_of

# A title says what the whole article is about: its words count as if they were written this often in each passage.
_TITLE_REPEATS = 2
_REPORT_EVERY = 50  # passages
_PLACED_AT_ONCE = 200  # passages


@dataclass(frozen=True)
class _Part:
    """A passage with the terms it is about and how much, as arrays: of thousands, dictionaries take too much memory."""

    placed: PlacedPassage
    heading: str
    inputs: Inputs
    terms: tuple[str, ...]
    impacts: Sequence[float]


@dataclass(frozen=True)
class Learnt:
    """All of an article that is searched, not in its place yet."""

    article: Article
    parts: list[_Part]
    vectors: Mapping[EmbeddingModel, Vectors]


def learn(
    article: Article, passages: Sequence[PlacedPassage], *, report: Report, embedder: Embedder | None = None
) -> Learnt:
    """Prepare the passages of the article; nothing that is found changes.

    `report` is called every second or so with the states CHUNKING and EMBEDDING; what it raises ends the work.
    Raises EmbeddingsUnavailable.
    """
    parts = []
    for number, placed in enumerate(passages):
        if number % _REPORT_EVERY == 0:
            report(Source.State.CHUNKING, number, len(passages))
        parts.append(_part(article, placed, with_sentences=len(passages) <= SENTENCES_UP_TO))
    return Learnt(article, parts, _vectors(article, parts, report=report, configured=embedder or embedder_current()))


def put_in_place(learnt: Learnt) -> None:
    """Replace what is found of the article; call it in a transaction. A passage that was switched off stays so."""
    article = learnt.article
    live = selectors.model_live_held()
    switched_off = set(article.chunks.filter(is_on=False).values_list("text", flat=True))
    article.chunks.all().delete()
    for first in range(0, len(learnt.parts), _PLACED_AT_ONCE):
        parts = learnt.parts[first : first + _PLACED_AT_ONCE]
        chunks = Chunk.objects.bulk_create(
            _chunk(article, part, ordinal=first + number, is_on=part.placed.passage.text not in switched_off)
            for number, part in enumerate(parts)
        )
        _place_postings(zip(chunks, parts, strict=True))
        for model, vectors in learnt.vectors.items():
            vectors_keep(
                [(chunk, part.inputs) for chunk, part in zip(chunks, parts, strict=True)], model=model, vectors=vectors
            )
    article.vectors_ahead.all().delete()
    # Another model is live than any it has vectors of: until it has, it is found by its words.
    if not any(model.pk == live for model in learnt.vectors):
        model_change_owe()


def _part(article: Article, placed: PlacedPassage, *, with_sentences: bool) -> _Part:
    passage = placed.passage
    heading = " › ".join(passage.path)[: Chunk._meta.get_field("heading").max_length]
    words = terms("\n".join([article.title, *article.questions]), language=article.language) * _TITLE_REPEATS
    words += terms(f"{' '.join(passage.path)}\n{passage.text}", language=article.language)
    impacts = bm25.impacts(words)
    inputs = inputs_of(
        title=article.title,
        heading=heading,
        text=passage.text,
        wordings=article.wordings,
        with_sentences=with_sentences,
    )
    return _Part(placed, heading, inputs, tuple(map(intern, impacts)), array("d", impacts.values()))


def _vectors(
    article: Article, parts: list[_Part], *, report: Report, configured: Embedder
) -> dict[EmbeddingModel, Vectors]:
    inputs = [text for part in parts for text in part.inputs.all]

    def report_passages(done: int, wanted: int) -> None:
        report(Source.State.EMBEDDING, done * len(parts) // wanted, len(parts))

    vectors = {}
    for spoken in models_filled(configured):
        try:
            vectors[spoken.model] = vectors_of(
                inputs,
                language=article.language,
                model=spoken.model,
                embedder=spoken.embedder,
                ahead_of=article,
                report=report_passages,
            )
        except EmbeddingsUnavailable:
            if spoken.must:
                raise
    return vectors


def _chunk(article: Article, part: _Part, *, ordinal: int, is_on: bool) -> Chunk:
    passage = part.placed.passage
    return Chunk(
        article=article,
        ordinal=ordinal,
        heading=part.heading,
        text=passage.text,
        start_char=passage.start,
        end_char=passage.end,
        place=part.placed.place,
        language=article.language,
        is_on=is_on,
    )


def _place_postings(parts: Iterator[tuple[Chunk, _Part]]) -> None:
    """Hundreds of rows a passage: COPY takes a tenth of the time of INSERT."""
    with (
        connection.cursor() as cursor,
        cursor.copy("COPY knowledge_posting (term, chunk_id, impact) FROM STDIN") as copy,
    ):
        for chunk, part in parts:
            for term, impact in zip(part.terms, part.impacts, strict=True):
                copy.write_row((term, chunk.pk, impact))
