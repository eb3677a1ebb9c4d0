from collections.abc import Callable, Iterator

import pytest

from knowledge import services
from knowledge.models import Source
from tests.jobs import run_due_jobs
from tests.web_server import WebServer, web_server

# Longer than what a login page says.
LONG = "We deliver to every town of the country, by courier or to a pick-up point near you. " * 8


def html(body: str, *, title: str = "Shop", head: str = "") -> str:
    return f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


@pytest.fixture
def site(settings) -> Iterator[WebServer]:
    """A website that may be reached, and is read without pauses."""
    settings.KNOWLEDGE_SITE_PAUSE_SECONDS = 0
    with web_server() as server:
        settings.OUTSIDE_ALLOWED = [server.host]
        yield server


@pytest.fixture
def read(tenant, site) -> Callable[..., Source]:
    """`read("/help", kind="site", include=[…])`: a source at that path of the site, added and read; or read again."""

    def reading(path: str = "/", *, source: Source | None = None, **fields) -> Source:
        if source is None:
            source = services.source_web_add(**{"kind": Source.Kind.PAGE, "url": site.url(path)} | fields)
        else:
            services.source_read_again(source=source)
        run_due_jobs()
        source.refresh_from_db()
        return source

    return reading
