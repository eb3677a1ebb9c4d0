"""A made base, put into a workspace's tables as indexing would put it, only faster."""

from collections.abc import Iterable

import numpy as np
from django.db import connection

from benchmarks.scale.made import DIMENSIONS, Made
from knowledge.embeddings.space import VectorSpace, reference_digest
from knowledge.inputs import text_hash
from knowledge.models import Category, EmbeddingModel
from knowledge.models.embedding import LANGUAGES

MODEL = "made"
CHUNKS_OF_ARTICLE = 5
SENTENCES = 5
# Of all articles, so many of a thousand stand on the shelf of this name; the rest stands on none.
SHELVES = {"0.1 %": 1, "1 %": 10, "3 %": 30, "10 %": 100, "40 %": 400}


class MadeEmbedder:
    """Gives the vectors that were made, at once: what a question's embedding takes is not measured here."""

    name = MODEL

    def __init__(self, vectors: dict[str, np.ndarray]) -> None:
        self._vectors = vectors

    def query(self, text: str) -> list[float]:
        return self._vectors[text].tolist()


def word(number: int) -> str:
    return f"w{number}"


def base_put(base: Made, *, random: np.random.Generator) -> EmbeddingModel:
    """The model's row, once all tables are filled and their statistics are known."""
    model = _model(base, random=random)
    shelves = [Category.objects.create(name=name) for name in SHELVES]
    bounds = np.cumsum(list(SHELVES.values()))
    count = len(base.vectors)
    articles = -(-count // CHUNKS_OF_ARTICLE)
    places = np.searchsorted(bounds, random.integers(1000, size=articles), side="right")
    _copy(
        "article (id, title, body, language, kind, status, indexing, version, content_hash, category_id, url, tags, "
        "questions, priority, indexing_error, steps_done, steps_all, author_name, created_at, updated_at)",
        (
            (n + 1, f"Article {n}", "Text. " * 100, "en", "article", "published", "ready", 1, "", shelf, "", "{}", "{}")
            + (0, "", 0, 0, "", "now", "now")
            for n, place in enumerate(places)
            for shelf in [shelves[place].pk if place < len(shelves) else None]
        ),
    )
    _copy(
        "chunk (id, article_id, ordinal, heading, text, start_char, end_char, place, language, is_on)",
        (
            (n + 1, n // CHUNKS_OF_ARTICLE + 1, n % CHUNKS_OF_ARTICLE, "", "A passage. " * 80, 0, 880, "{}", "en", True)
            for n in range(count)
        ),
    )
    hashes = [text_hash(str(n)) for n in range(count)]
    _copy(
        "chunkembedding (chunk_id, model_id, input_hash, vector)",
        ((n + 1, model.pk, hashes[n], _text(vector)) for n, vector in enumerate(base.vectors)),
    )
    with connection.cursor() as cursor:
        # What a sentence says does not matter here, only that there are some to compare.
        cursor.execute(
            "INSERT INTO knowledge_sentenceembedding (chunk_id, model_id, ordinal, input_hash, vector) "
            "SELECT chunk_id, model_id, ordinal, input_hash, vector "
            "FROM knowledge_chunkembedding, generate_series(0, %s) AS ordinal",
            [SENTENCES - 1],
        )
    _copy(
        "posting (term, chunk_id, impact)",
        ((word(one), n + 1, 1.0) for n, words in enumerate(base.words) for one in words),
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return model


def _model(base: Made, *, random: np.random.Generator) -> EmbeddingModel:
    strangers = [float(a @ b) for a, b in random.choice(base.vectors, size=(500, 2))]
    nothing = {code: np.zeros(DIMENSIONS) for code in LANGUAGES}
    space = VectorSpace(
        MODEL, reference_digest(), DIMENSIONS, nothing, nothing, float(np.mean(strangers)), float(np.std(strangers))
    )
    model = EmbeddingModel.of_space(space)
    model.is_live = True
    model.save()
    return model


def _copy(into: str, rows: Iterable[tuple]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY knowledge_{into} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _text(vector: np.ndarray) -> str:
    return "[" + ",".join(f"{number:.4f}" for number in vector) + "]"
