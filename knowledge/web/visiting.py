"""A website as it is visited: one request at a time, with a pause between them, as its robots.txt allows."""

from http import HTTPStatus
from time import monotonic, sleep
from urllib.parse import urljoin

from django.conf import settings

from knowledge.readers.troubles import ReadingFailed
from knowledge.reading.web_troubles import OUTSIDE
from knowledge.web.robots import NOTHING_ALLOWED, Robots, robots_parsed
from tenants.outside import OutsideRefused
from tenants.outside_failures import OutsideFailed
from tenants.outside_get import PRODUCT, TOTAL_SECONDS, OutsideDocument, outside_get

LONGEST_PAUSE_SECONDS = 5.0
_ROBOTS_BYTES = 500_000


class Visitor:
    """Fetches from one site. `seconds`: all that it may take together, None without an end."""

    def __init__(self, start: str, *, seconds: float | None = None) -> None:
        self.robots = Robots()
        self._start = start
        self._ends = None if seconds is None else monotonic() + seconds
        self._visited_at: float | None = None

    def robots_ask(self) -> None:
        """Learn what the site allows. Raises ReadingFailed when that cannot be learnt: then nothing may be read."""
        found = self.get(urljoin(self._start, "/robots.txt"), most_bytes=_ROBOTS_BYTES)
        if found.status == HTTPStatus.OK:
            self.robots = robots_parsed(found.content.decode(errors="replace"), product=PRODUCT)
        elif found.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            self.robots = NOTHING_ALLOWED
            raise ReadingFailed("site_robots")

    def get(self, address: str, **options) -> OutsideDocument:
        """What stands there, by tenants.outside_get. Raises ReadingFailed with the code of why it could not be had."""
        within = TOTAL_SECONDS
        if self._ends is not None:
            within = max(min(within, self._ends - monotonic()), 0.1)
        self._pause()
        try:
            return outside_get(address, within=within, **options)
        except OutsideRefused as refused:
            raise ReadingFailed(OUTSIDE + refused.failure) from refused
        except OutsideFailed as failed:
            raise ReadingFailed(OUTSIDE + failed.failure) from failed
        finally:
            self._visited_at = monotonic()

    @property
    def is_out_of_time(self) -> bool:
        return self._ends is not None and monotonic() > self._ends

    def _pause(self) -> None:
        if self._visited_at is None or self._ends is not None:
            return
        pause = max(settings.KNOWLEDGE_SITE_PAUSE_SECONDS, min(self.robots.delay, LONGEST_PAUSE_SECONDS))
        sleep(max(0.0, self._visited_at + pause - monotonic()))
