from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Hit:
    """A passage that was found, where it stands, and why it was found.

    `score`: how far above what has nothing to do with the question, in deviations of such a cosine.
    `cosine`: the mean of the passage's own and its best sentence's, None when meanings were not compared;
    `lexical`: as in knowledge/lexicon/bm25.py. `words`: those of the question that it has, as they were asked;
    `sentence`: the number of its sentence that is nearest to the question, None when it has but one.
    """

    chunk_id: int
    article_id: int
    article_title: str
    kind: str
    source_id: int | None
    source_name: str
    url: str
    heading: str
    text: str
    language: str
    start_char: int
    end_char: int
    place: dict[str, Any]
    score: float
    cosine: float | None
    lexical: float
    words: list[str]
    sentence: int | None
