"""A question set as a knowledge base of the product, and its questions as searches.

Each paragraph is an article of its own, under the title its set gives it, and is cut and indexed as any article. What
counts is the place of the first passage of the paragraph that was asked about, among the passages as they are found:
two passages of one paragraph take two places, as they would before a model.
"""

import time
from collections.abc import Callable, Iterable

from benchmarks.retrieval.measures import DEPTH, Figures, figures
from benchmarks.retrieval.squad import Question, QuestionSet
from knowledge import services
from knowledge.indexing import article_index
from knowledge.models import Article
from knowledge.search import Mode, search


def base_make(questions: QuestionSet, *, progress: Callable[[int], None] = lambda done: None) -> list[int]:
    """The ids of the articles, in the order of the paragraphs, once all of them are indexed."""
    ids = []
    for paragraph in questions.paragraphs:
        article = services.article_create(title=paragraph.title, body=paragraph.text, status=Article.Status.PUBLISHED)
        article_index(article_id=article.pk)
        ids.append(article.pk)
        progress(len(ids))
    return ids


def asked(questions: Iterable[Question], *, articles: list[int], mode: Mode) -> Figures:
    """What comes of asking each of the questions, whose paragraphs are these articles."""
    ranks, seconds = [], []
    for question in questions:
        began = time.perf_counter()
        hits = search(query=question.text, limit=DEPTH, mode=mode).hits
        seconds.append(time.perf_counter() - began)
        wanted = articles[question.paragraph]
        ranks.append(next((rank for rank, hit in enumerate(hits, 1) if hit.article_id == wanted), None))
    return figures(ranks, seconds)
