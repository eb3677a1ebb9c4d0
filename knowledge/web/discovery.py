"""Which pages a site has: as its sitemap says, else beginning with the start page, whose links are followed."""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from itertools import islice
from urllib.parse import urljoin

from knowledge.readers.troubles import ReadingFailed
from knowledge.web.sitemap import sitemap_parsed
from knowledge.web.visiting import Visitor
from knowledge.web_addresses import Rules, address_normal, host_of
from tenants.outside_failures import OutsideFailed

_MOST_SITEMAPS = 50
# Addresses that are looked at, taken or not: each is compared with the site's rules, and a sitemap may name millions.
_MOST_LOOKED_AT = 5_000


@dataclass(frozen=True)
class Discovered:
    """`addresses`: in their order, one more than `most` when there are more. Else they came from the start page."""

    addresses: list[str]
    by_sitemap: bool


def discover(rules: Rules, visitor: Visitor, *, most: int) -> Discovered:
    """The pages to begin with, once robots.txt was asked. Raises ReadingFailed."""
    start = [rules.start] if rules.takes(rules.start) else []
    found = dict.fromkeys(start)
    in_sitemap = 0
    for address in islice(_in_sitemaps(rules, visitor), _MOST_LOOKED_AT):
        if visitor.is_out_of_time:
            break
        normal = address_normal(address, base=rules.start)
        if normal and rules.takes(normal) and visitor.robots.allows(normal):
            found[normal] = None
            in_sitemap += 1
        if len(found) > most:
            break
    # The links of the start page are followed even where it is not to be read itself.
    return Discovered(list(found) if in_sitemap else [rules.start], by_sitemap=bool(in_sitemap))


def _in_sitemaps(rules: Rules, visitor: Visitor) -> Iterator[str]:
    named = [urljoin(rules.start, address) for address in visitor.robots.sitemaps]
    waiting = [address for address in named if host_of(address) == host_of(rules.start)]
    waiting = waiting or [urljoin(rules.start, "/sitemap.xml")]
    seen = set(waiting)
    for _number in range(_MOST_SITEMAPS):
        if not waiting or visitor.is_out_of_time:
            return
        try:
            found = visitor.get(waiting.pop(0))
            if found.status != HTTPStatus.OK:
                continue
            sitemap = sitemap_parsed(found.content)
        except (ReadingFailed, OutsideFailed):  # a site without it, or with a broken one, is read by its links
            continue
        yield from sitemap.pages
        further = [urljoin(found.url, address) for address in sitemap.sitemaps]
        further = [each for each in further if host_of(each) == host_of(rules.start) and each not in seen]
        seen.update(further)
        waiting += further
