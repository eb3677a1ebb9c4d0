"""Each question set through the product, and a table of what came of it."""

import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable

from benchmarks.own_workspace import workspace_enter
from benchmarks.retrieval.base import asked, base_make
from benchmarks.retrieval.measures import Figures
from benchmarks.retrieval.squad import QuestionSet
from knowledge.models import Article, Chunk
from knowledge.search import Mode, search

MODES = {Mode.WORDS: "words only", Mode.MEANING: "meaning only", Mode.BOTH: "both"}
HEAD = f"{'':14}{'hit@1':>7}{'hit@3':>7}{'hit@5':>7}{'MRR@10':>8}{'p50 ms':>8}{'p95 ms':>8}\n"


def run(
    sets: Iterable[QuestionSet], *, most: int | None, seed: int, say: Callable[[str], object] = sys.stdout.write
) -> None:
    """Index each set in a workspace of its own, ask its questions, or `most` of them, in each mode, and print."""
    for one in sets:
        workspace_enter(one.name)
        began = time.monotonic()
        articles = base_make(one, progress=_progress(one))
        sys.stdout.write(f"\r{_told(one)}, indexed in {time.monotonic() - began:.0f} s\n{HEAD}")
        questions = one.questions
        if most and most < len(questions):
            questions = random.Random(seed).sample(questions, most)
        search(query=questions[0].text)  # what is loaded with the first question is no question's own time
        for mode, name in MODES.items():
            sys.stdout.write(_row(name, asked(questions, articles=articles, mode=mode)))


def _progress(one: QuestionSet) -> Callable[[int], object]:
    if not sys.stderr.isatty():
        return lambda done: None
    return lambda done: print(f"\r{one.name}: {done} of {len(one.paragraphs)} paragraphs", end="", file=sys.stderr)


def _told(one: QuestionSet) -> str:
    languages = Counter(Article.objects.values_list("language", flat=True)).most_common()
    spoken = ", ".join(f"{code} {count}" for code, count in languages)
    return (
        f"{one.name}: {len(one.paragraphs)} paragraphs ({spoken}) as {Chunk.objects.count()} passages, "
        f"{len(one.questions)} questions"
    )


def _row(name: str, got: Figures) -> str:
    shares = "".join(f"{share:>7.1f}" for share in (got.hit_1, got.hit_3, got.hit_5))
    return f"{name:14}{shares}{got.mrr_10:>8.3f}{got.p50:>8.0f}{got.p95:>8.0f}\n"
