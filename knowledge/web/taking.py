"""One page of a source → its article; what cannot be read is noted on the page with its reason."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http import HTTPStatus

from django.conf import settings
from django.db import transaction
from django.utils.timezone import now

from knowledge import services
from knowledge.inputs import text_hash
from knowledge.models import Article, Source, WebPage
from knowledge.models.source import BEING_READ
from knowledge.readers.troubles import ReadingFailed
from knowledge.reading.report import ReadingStopped
from knowledge.reading.web_troubles import OUTSIDE
from knowledge.services.article_checks import LONGEST_BODY
from knowledge.web.page import PageText, page_fetch, page_read
from knowledge.web.visiting import Visitor
from knowledge.web_addresses import Rules, host_of

# Read, and found, although something is to be said about them.
NOTES = ("page_cut",)


def page_take(page: WebPage, *, rules: Rules, visitor: Visitor) -> None:
    """Read the page and keep what it says; what stood there before stays found while its server is away.

    Raises ReadingStopped.
    """
    follows = page.source.kind == Source.Kind.SITE and page.depth < rules.depth
    try:
        if not visitor.robots.allows(page.url):
            raise ReadingFailed("page_robots")
        # A page that is as it was tells no links.
        known = {"etag": page.etag, "modified": page.modified} if page.article_id and not follows else {}
        document = page_fetch(page.url, visitor, may_go=_may_go(page.source, rules), **known)
        if document.status == HTTPStatus.NOT_MODIFIED:
            with _wanted(page.source):
                _keep_as_it_was(page)
            return
        text = page_read(document)
    except ReadingFailed as failed:
        with _wanted(page.source):
            _note(page, failed.code, **failed.facts)
        return
    with _wanted(page.source):
        if follows:
            pages_add(page.source, filter(rules.takes, text.links), depth=page.depth + 1)
        page.etag, page.modified = document.etag, document.modified
        _keep(page, text, rules=rules)


@contextmanager
def _wanted(source: Source) -> Iterator[None]:
    """A transaction in which the source stays as it is. Raises ReadingStopped when its reading is not wanted now."""
    with transaction.atomic():
        same = Source.objects.select_for_update().filter(pk=source.pk, version=source.version, state__in=BEING_READ)
        if not same.exists():
            raise ReadingStopped
        yield


def pages_add(source: Source, addresses: Iterable[str], *, depth: int) -> None:
    """Put addresses on this reading's list, each once, where they come first; one more than are read at most."""
    listed = set(source.web_pages.filter(found_version=source.version).values_list("url", flat=True))
    new = [address for address in dict.fromkeys(addresses) if address not in listed]
    WebPage.objects.bulk_create(
        [
            WebPage(source=source, url=address, depth=depth, found_version=source.version)
            for address in new[: max(settings.KNOWLEDGE_SITE_MOST_PAGES + 1 - len(listed), 0)]
        ],
        update_conflicts=True,
        unique_fields=["source", "url"],
        update_fields=["depth", "found_version"],
    )


def _may_go(source: Source, rules: Rules) -> Callable[[str], bool]:
    """A page that a person named may lead elsewhere; those of a site stay on its host."""
    if source.kind == Source.Kind.PAGE:
        return lambda _address: True
    return lambda address: host_of(address) == host_of(rules.start)


def _keep(page: WebPage, text: PageText, *, rules: Rules) -> None:
    page.digest = text_hash(text.title, text.markdown)
    if page.source.kind == Source.Kind.SITE:
        if not rules.takes(page.url):  # the start page of a site of which only a part is read
            _note(page, "")
            return
        if same := _same(page, text, rules=rules):
            _note(page, "page_duplicate", address=same)
            return
    fields = {"title": text.title, "body": text.markdown[:LONGEST_BODY], "language": page.source.language or None}
    if page.article is None:
        page.article = services.article_create(
            **fields,
            status=Article.Status.PUBLISHED,
            category=page.source.category,
            source=page.source,
            url=page.url,
        )
    else:
        page.article = services.article_update(article=page.article, changes=fields)
    _done(page, "page_cut" if len(text.markdown) > LONGEST_BODY else "")


def _same(page: WebPage, text: PageText, *, rules: Rules) -> str:
    """The address at which the same page stands, "" when there is none: it says so itself, or its text is the same."""
    others = page.source.web_pages.filter(found_version=page.found_version).exclude(pk=page.pk)
    canonical = text.canonical
    if canonical and canonical != page.url and rules.takes(canonical):
        pages_add(page.source, [canonical], depth=page.depth)
        its = others.filter(url=canonical).first()
        if its is not None and (its.article_id or its.read_version < its.found_version):
            return canonical
    read = others.filter(read_version=page.found_version, digest=page.digest, article__isnull=False)
    return read.values_list("url", flat=True).first() or ""


def _keep_as_it_was(page: WebPage) -> None:
    changes = {"language": page.source.language or None}
    services.article_update(article=page.article, changes=changes)
    _done(page, page.trouble if page.trouble in NOTES else "")


def _note(page: WebPage, trouble: str, **facts: object) -> None:
    """The page is not read; unless it may come back by itself, what stood there before is not found any more."""
    comes_back = trouble.startswith(OUTSIDE) or trouble == "page_answer"
    if page.article is not None and not comes_back:
        services.article_delete(article=page.article)
        page.article = None
        page.etag = page.modified = ""
    _done(page, trouble, **facts)


def _done(page: WebPage, trouble: str, **facts: object) -> None:
    page.trouble, page.trouble_facts = trouble, facts
    page.read_version, page.read_at = page.found_version, now()
    page.save()
