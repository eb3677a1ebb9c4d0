"""Lists that come in pages: followed by `_links.next`, never by counting."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from crm_kommo.client.errors import UnreadableAnswer
from crm_kommo.client.http import Query
from crm_kommo.client.transport import Transport

PAGE_SIZE = 250
MAX_PAGES = 4_000
# Kommo was seen to answer an empty page that has a next one; a chain of them is a fault.
MAX_EMPTY_PAGES = 3


def read_pages(
    transport: Transport, path: str, *, member: str, query: Query = (), page_size: int = PAGE_SIZE
) -> Iterator[dict[str, Any]]:
    """Every object of `_embedded.{member}`. 204 is the end. Raises KommoError.

    Objects may repeat or be missing when others are added or deleted meanwhile: callers go by id.
    """
    query = [*query, ("limit", page_size)]
    empty_pages = 0
    for _page in range(MAX_PAGES):
        answer = transport.get(path, query=query)
        if answer is None:
            return
        items = embedded(answer, member)
        yield from items
        empty_pages = 0 if items else empty_pages + 1
        following = _next(answer)
        if not following or empty_pages == MAX_EMPTY_PAGES:
            return
        path, query = _same_account(following, transport=transport)
    raise UnreadableAnswer("The list does not end.")


def embedded(answer: Any, member: str) -> list[dict[str, Any]]:
    """The objects of `_embedded.{member}`; an answer without it has none."""
    container = answer.get("_embedded") if isinstance(answer, dict) else None
    items = container.get(member) if isinstance(container, dict) else None
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _next(answer: Any) -> str:
    links = answer.get("_links") if isinstance(answer, dict) else None
    following = links.get("next") if isinstance(links, dict) else None
    return (following.get("href") or "") if isinstance(following, dict) else ""


def _same_account(url: str, *, transport: Transport) -> tuple[str, Query]:
    """Path and query of the next page. Another host would be handed our token."""
    here, there = urlsplit(transport.base_url), urlsplit(url)
    if (there.scheme, there.netloc) != (here.scheme, here.netloc):
        raise UnreadableAnswer("The next page lies on another host.")
    return there.path, parse_qsl(there.query)
