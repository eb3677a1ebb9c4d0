"""A file of a source → the passages of its article."""

from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.timezone import now

from knowledge import services
from knowledge.block_chunking import PlacedPassage, block_passages
from knowledge.embeddings import Embedder
from knowledge.languages import language_detect
from knowledge.learning import learn, put_in_place
from knowledge.models import Article, Source
from knowledge.readers.blocks import Block
from knowledge.readers.kinds import MEDIA_TYPES, kind_of_media
from knowledge.readers.troubles import ReadingFailed
from knowledge.reading.child import messages
from knowledge.reading.report import ReadingStopped, Report

_REPORT_SECONDS = 1.0
_SAMPLE_PASSAGES = 3


def file_read(source: Source, report: Report, *, embedder: Embedder | None = None) -> None:
    """Read the file and put what it says in place; what was found of it before is found until then.

    Raises ReadingFailed, ReadingStopped, EmbeddingsUnavailable.
    """
    article = source.articles.get(kind=Article.Kind.FILE)
    with TemporaryDirectory(prefix="reading-") as folder:
        path = Path(folder, "file")
        _unpack(source, path)
        reading = _Reading(path, source, report)
        most = settings.KNOWLEDGE_PASSAGES_MOST
        passages = list(islice(block_passages(reading.blocks()), most + 1))
        reading.close()
    if not passages:
        raise ReadingFailed("empty")
    trouble, facts = reading.trouble, reading.facts
    if len(passages) > most:
        passages.pop()
        trouble, facts = "truncated", {"kept": most, **passages[-1].place}
    article.language = source.language or _language(article.title, passages)
    learnt = learn(article, passages, report=report, embedder=embedder)
    with transaction.atomic():
        # First, so that who stops it now waits for its end, or is before it.
        if not services.source_ended(source=source, trouble=trouble, facts=facts):
            raise ReadingStopped
        put_in_place(learnt)
        Source.objects.filter(pk=source.pk).update(media_type=MEDIA_TYPES[reading.kind])
        Article.objects.filter(pk=article.pk).update(
            language=article.language,
            indexing=Article.Indexing.WARNING if trouble else Article.Indexing.READY,
            indexed_at=now(),
        )


class _Reading:
    """The reading process as a stream of blocks; beside it what it found out on the way."""

    def __init__(self, path: Path, source: Source, report: Report) -> None:
        self.kind = self.trouble = ""
        self.facts: dict[str, Any] = {}
        # Not by its name of today: a person may have given it another one.
        self._messages = messages(path, named=kind_of_media(source.media_type))
        self._report = report
        self._done = self._steps = 0
        self._reported_at = 0.0

    def blocks(self) -> Iterator[Block]:
        with closing(self._messages):
            for message in self._messages:
                if "text" in message:
                    yield Block(_clean(message["text"]), tuple(map(_clean, message["path"])), message["place"])
                elif "steps" in message:
                    self._done, self._steps = message["done"], message["steps"]
                elif "warning" in message:
                    self.trouble, self.facts = message["warning"], message["facts"]
                self.kind = message.get("kind", self.kind)
                self._tell()

    def close(self) -> None:
        """End the process, if it still reads."""
        self._messages.close()

    def _tell(self) -> None:
        if monotonic() - self._reported_at >= _REPORT_SECONDS:
            self._reported_at = monotonic()
            self._report(Source.State.READING, self._done, self._steps)


def _unpack(source: Source, path: Path) -> None:
    """The file, piece by piece, from the database to the disk."""
    with path.open("wb") as file:
        for number in source.parts.order_by("ordinal").values_list("pk", flat=True):
            file.write(source.parts.values_list("data", flat=True).get(pk=number))


def _clean(text: str) -> str:
    """What a database cannot keep: NUL, and halves of letters."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()


def _language(title: str, passages: list[PlacedPassage]) -> str:
    return language_detect("\n".join([title, *(placed.passage.text for placed in passages[:_SAMPLE_PASSAGES])]))
