"""Questions that found no answer: kept by what they ask, closed when the knowledge base answers them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from knowledge.embeddings import embedder_current
from knowledge.gap_likeness import Asked, asks_the_same
from knowledge.languages import language_detect
from knowledge.models import Article, EmbeddingModel, Gap, GapQuestion
from knowledge.search import search
from knowledge.selectors import model_live
from knowledge.spoken import embedder_for
from tenants.jobs import Merge, job_put, lease_renew

# A new question is compared with so many open ones, the latest first; a base with more gaps has other worries.
COMPARED_MOST = 500
RECHECK_JOB = "knowledge.gaps"
RECHECK_AFTER = timedelta(seconds=5)
# And so many are asked again after an article was indexed.
RECHECKED_MOST = 200


def gap_note(
    *, text: str, asked_at: datetime, message_id: int, conversation_id: int, lead_id: int | None
) -> Gap | None:
    """Keep a question under the gap it belongs to, a new one if there is none; None when it was noted before.

    Call outside of a transaction: the question is embedded. Raises EmbeddingsUnavailable.
    """
    text = " ".join(text.split())[: GapQuestion._meta.get_field("text").max_length]
    if not text or GapQuestion.objects.filter(message_id=message_id).exists():
        return None
    model, asked = model_live(), Asked(text=text, language=language_detect(text))
    if model and (embedder := embedder_for(model, configured=embedder_current())):
        placed = model.space.place_question(embedder.query(text), language=asked.language)
        asked = replace(asked, vector=placed)
    with transaction.atomic():
        _one_at_a_time()
        if GapQuestion.objects.filter(message_id=message_id).exists():
            return None
        gap = _same_gap(asked, model) or Gap.objects.create(
            question=text, language=asked.language, vector=asked.vector, model=model if asked.vector else None
        )
        GapQuestion.objects.create(
            gap=gap,
            text=text,
            asked_at=asked_at,
            message_id=message_id,
            conversation_id=conversation_id,
            lead_id=lead_id,
        )
        gap.save(update_fields=["updated_at"])
    return gap


def gap_taught(*, gap: Gap, article: Article) -> Gap:
    """An article answers it now."""
    return _move(gap, Gap.State.TAUGHT, article=article)


def gap_dismiss(*, gap: Gap) -> Gap:
    """Nobody is going to answer it here."""
    return _move(gap, Gap.State.DISMISSED, article=None)


def gap_reopen(*, gap: Gap) -> Gap:
    return _move(gap, Gap.State.OPEN, article=None)


def gaps_recheck_owe() -> None:
    """Owe the asking again of the open gaps, shortly: more may be indexed in a moment. Nothing where there is none."""
    if Gap.objects.filter(state=Gap.State.OPEN).exists():
        job_put(RECHECK_JOB, key="all", due_at=timezone.now() + RECHECK_AFTER, merge=Merge.REPLACE)


def gaps_recheck() -> int:
    """Ask the open gaps again and close those that are answered; how many. Raises EmbeddingsUnavailable.

    Only what was indexed after the question can have filled the gap: an agent may have had no access to what is older.
    """
    closed = 0
    for gap in Gap.objects.filter(state=Gap.State.OPEN).order_by("-updated_at")[:RECHECKED_MOST]:
        lease_renew()
        found = search(query=gap.question, limit=1)
        best = found.hits[0].article_id if found.confident and found.hits else None
        if article := Article.objects.filter(pk=best, indexed_at__gt=gap.updated_at).first():
            gap_taught(gap=gap, article=article)
            closed += 1
    return closed


def _same_gap(asked: Asked, model: EmbeddingModel | None) -> Gap | None:
    """What was set aside stays so when it is asked again; what was taught and is asked again is a gap anew."""
    known = Gap.objects.exclude(state=Gap.State.TAUGHT).order_by("-updated_at")[:COMPARED_MOST]
    return next((gap for gap in _nearest_first(known, asked, model)), None)


def _nearest_first(known: Iterable[Gap], asked: Asked, model: EmbeddingModel | None) -> list[Gap]:
    scored = []
    for gap in known:
        comparable = gap.vector if model and gap.vector is not None and gap.model_id == model.pk else None
        other = Asked(text=gap.question, language=gap.language, vector=comparable)
        nearness = asks_the_same(asked, other, mean=model.mean if model else 0, sigma=model.sigma if model else 1)
        if nearness is not None:
            scored.append((nearness, gap))
    return [gap for _nearness, gap in sorted(scored, key=lambda pair: -pair[0])]


def _one_at_a_time() -> None:
    """Two first questions about the same thing must not make two gaps."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"{connection.schema_name}.knowledge.gaps"])


def _move(gap: Gap, state: str, *, article: Article | None) -> Gap:
    gap.state, gap.article = state, article
    gap.save(update_fields=["state", "article", "updated_at"])
    return gap
