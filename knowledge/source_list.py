"""Sources as lists and pages show them: with how far they are, how much is found of them, and what is wrong."""

from dataclasses import dataclass

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from knowledge.models import Article, Chunk, Source, WebPage
from knowledge.models.article import BEING_INDEXED
from knowledge.models.source import BEING_READ
from knowledge.reading.troubles import trouble_text

_TONES = {
    Source.State.READY: "ok",
    Source.State.WARNING: "warn",
    Source.State.FAILED: "bad",
    Source.State.CANCELLED: "off",
}


@dataclass(frozen=True)
class Standing:
    """How a source stands. `done` of `steps`: of the phase that `label` names; `steps` 0 while that is not known.

    `trouble`, `language`: in words, "" for none.
    """

    label: str
    tone: str
    is_busy: bool
    done: int
    steps: int
    trouble: str
    language: str


def sources() -> QuerySet[Source]:
    """All sources, the last changed first, each with the counts `texts`, `texts_waiting` and `passages`."""
    texts = Article.objects.filter(source=OuterRef("pk"))
    return (
        Source.objects.select_related("category")
        .annotate(
            texts=_count(texts, "source"),
            texts_waiting=_count(texts.filter(kind=Article.Kind.PAGE, indexing__in=BEING_INDEXED), "source"),
            passages=_count(Chunk.objects.filter(article__source=OuterRef("pk")), "article__source"),
        )
        .order_by("-updated_at", "-pk")
    )


def sources_matching(*, text: str = "", kind: str = "", state: str = "", category: str = "") -> QuerySet[Source]:
    """Sources for a list: `text` in the name or address, `state` as stored or "busy", `category` an id or "none"."""
    found = sources()
    if text:
        found = found.filter(name__icontains=text) | found.filter(url__icontains=text)
    if kind in Source.Kind:
        found = found.filter(kind=kind)
    if state == "busy":
        found = found.filter(state__in=BEING_READ)
    elif state in Source.State:
        found = found.filter(state=state)
    if category == "none":
        found = found.filter(category=None)
    elif category.isdecimal() and len(category) < 19:
        found = found.filter(category_id=int(category))
    return found


def standing(source: Source) -> Standing:
    """How one of `sources()` stands. The pages of a site are learnt one by one after they were read."""
    trouble = trouble_text(source.trouble, source.trouble_facts)
    language = Article.Language(source.language).label if source.language else ""
    if not source.is_being_read and source.texts_waiting:
        label = Source.State.EMBEDDING.label
        return Standing(label, "run", True, source.texts - source.texts_waiting, source.texts, trouble, language)
    return Standing(
        label=source.get_state_display(),
        tone=_TONES.get(source.state, "run"),
        is_busy=source.is_being_read,
        done=source.steps_done,
        steps=source.steps_all,
        trouble=trouble,
        language=language,
    )


def web_pages(source: Source) -> QuerySet[WebPage]:
    """The addresses of a source in the order of reading, each with its article and `passages`."""
    passages = Chunk.objects.filter(article=OuterRef("article"))
    return (
        source.web_pages.select_related("article")
        .defer("article__body")
        .annotate(passages=_count(passages, "article"))
        .order_by("depth", "pk")
    )


def _count(rows: QuerySet, by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
