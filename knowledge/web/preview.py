"""What would be read of a site, before it is added: a look of some seconds."""

from dataclasses import dataclass

from django.conf import settings

from knowledge.readers.troubles import ReadingFailed
from knowledge.reading.troubles import trouble_text
from knowledge.services.web_sources import address_checked
from knowledge.web.discovery import discover
from knowledge.web.page import page_fetch, page_read
from knowledge.web.visiting import Visitor
from knowledge.web_addresses import Rules, host_of
from tenants.errors import InvalidInput

PREVIEW_SECONDS = 15.0


@dataclass(frozen=True)
class Preview:
    """`addresses` of pages, at most as many as are read; `is_cut` when there are more.

    Not `by_sitemap`: they are the start page and what it links to, and links on these are followed too.
    """

    addresses: list[str]
    by_sitemap: bool
    is_cut: bool


def site_preview(rules: Rules) -> Preview:
    """Ask the site which pages it has. Raises ReadingFailed."""
    most = settings.KNOWLEDGE_SITE_MOST_PAGES
    visitor = Visitor(rules.start, seconds=PREVIEW_SECONDS)
    visitor.robots_ask()
    found = discover(rules, visitor, most=most)
    addresses = found.addresses
    if not found.by_sitemap:
        addresses = [each for each in _start_and_its_links(rules, visitor) if visitor.robots.allows(each)]
    if not addresses:
        raise ReadingFailed("site_empty")
    return Preview(addresses[:most], found.by_sitemap, len(addresses) > most)


def _start_and_its_links(rules: Rules, visitor: Visitor) -> list[str]:
    if not visitor.robots.allows(rules.start):
        raise ReadingFailed("page_robots")
    start = page_fetch(rules.start, visitor, may_go=lambda address: host_of(address) == host_of(rules.start))
    links = page_read(start).links if rules.depth else []
    return list(dict.fromkeys(filter(rules.takes, [rules.start, *links])))


def site_preview_asked(*, url: str, include: list[str], exclude: list[str], depth: int) -> Preview:
    """The preview that a person asked for. Raises InvalidInput with what is wrong and what to do."""
    try:
        return site_preview(Rules(address_checked(url), include, exclude, depth))
    except ReadingFailed as failed:
        message = trouble_text(failed.code, failed.facts)
        raise InvalidInput(message, field="url", code=failed.code) from failed
