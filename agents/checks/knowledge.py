"""Are the articles and categories that settings name in the knowledge base? Those named before may be gone since."""

from collections.abc import Iterator

from django.db.models import QuerySet

from agents.faults import Fault, fault
from agents.settings import AgentSettings
from knowledge import selectors as knowledge


def unknown_knowledge(settings: AgentSettings, *, before: AgentSettings) -> list[Fault]:
    """Two queries at most, none where nothing new is named."""
    now, was = settings.knowledge, before.knowledge
    return [
        *_unknown("categories", now.categories, was.categories, knowledge.categories(), code="unknown_category"),
        *_unknown("articles", now.articles, was.articles, knowledge.articles(), code="unknown_article"),
    ]


def _unknown(name: str, now: list[int], was: list[int], rows: QuerySet, *, code: str) -> Iterator[Fault]:
    new = set(now) - set(was)
    known = set(rows.filter(pk__in=new).values_list("pk", flat=True)) if new else set()
    for row, key in enumerate(now):
        if key in new and key not in known:
            yield fault(f"knowledge.{name}.{row}", code)
