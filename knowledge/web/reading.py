"""A web page or a site → its articles. The list of pages is kept: a worker that takes over goes on where it stood."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet

from knowledge import services
from knowledge.models import Article, Source, WebPage
from knowledge.reading.report import ReadingStopped, Report
from knowledge.web.discovery import discover
from knowledge.web.taking import NOTES, page_take, pages_add
from knowledge.web.visiting import Visitor
from knowledge.web_addresses import Rules

# Nothing is wrong with them: they are not articles of their own.
_QUIET = ("", "page_duplicate", *NOTES)


def web_read(source: Source, report: Report) -> None:
    """Visit every page; each becomes an article as it is read, and is indexed only if it changed.

    Raises ReadingStopped, and ReadingFailed when nothing could be visited.
    """
    rules = rules_of(source)
    visitor = Visitor(source.url)
    if source.kind == Source.Kind.SITE:
        visitor.robots_ask()
    if not _listed(source).exists():
        _list_begin(source, rules=rules, visitor=visitor)
    most = settings.KNOWLEDGE_SITE_MOST_PAGES
    while True:
        done, listed = _listed(source).filter(read_version=source.version).count(), _listed(source).count()
        report(Source.State.READING, done, min(listed, most))
        page = _listed(source).filter(read_version__lt=source.version).order_by("depth", "pk").first()
        if page is None or done >= most:
            break
        page.source = source
        page_take(page, rules=rules, visitor=visitor)
    _end(source, is_cut=listed > most)


def rules_of(source: Source) -> Rules:
    """What of a site is read, as its settings say."""
    return Rules(start=source.url, include=source.include, exclude=source.exclude, depth=source.depth)


def _listed(source: Source) -> QuerySet[WebPage]:
    """The pages of this reading."""
    return source.web_pages.filter(found_version=source.version).select_related("article")


def _list_begin(source: Source, *, rules: Rules, visitor: Visitor) -> None:
    if source.kind == Source.Kind.PAGE:
        pages_add(source, [source.url], depth=0)
        return
    found = discover(rules, visitor, most=settings.KNOWLEDGE_SITE_MOST_PAGES)
    # What a sitemap names is all there is: no links are followed from there.
    pages_add(source, found.addresses, depth=rules.depth if found.by_sitemap else 0)


@transaction.atomic
def _end(source: Source, *, is_cut: bool) -> None:
    """Say how it went, and forget the pages that are gone or left out now."""
    trouble, facts = _trouble(source, is_cut=is_cut)
    is_failed = not source.web_pages.filter(found_version=source.version, article__isnull=False).exists()
    if is_failed:
        services.source_failed(
            source_id=source.pk, version=source.version, trouble=trouble or "site_empty", facts=facts
        )
    elif not services.source_ended(source=source, trouble=trouble, facts=facts):
        raise ReadingStopped
    left_out = source.web_pages.exclude(found_version=source.version, read_version=source.version)
    Article.objects.filter(web_page__in=left_out).delete()
    left_out.delete()
    if source.kind == Source.Kind.SITE and not is_failed:
        _listed(source).filter(trouble="page_gone").delete()


def _trouble(source: Source, *, is_cut: bool) -> tuple[str, dict[str, Any]]:
    """The most important thing to be said about the whole, with its figures."""
    read = _listed(source).filter(read_version=F("found_version")).order_by("depth", "pk")
    if source.kind == Source.Kind.PAGE:
        page = read.get()
        return page.trouble, page.trouble_facts
    wrong = read.exclude(trouble__in=(*_QUIET, "page_gone"))
    if first := wrong.first():
        if read.count() == 1:
            return first.trouble, first.trouble_facts
        return "site_unread", {"count": wrong.count(), "pages": read.count(), "address": first.url}
    return ("site_most", {"most": settings.KNOWLEDGE_SITE_MOST_PAGES}) if is_cut else ("", {})
