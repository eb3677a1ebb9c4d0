"""A source → the articles that are found. The job's work: each kind of source has its own way of being read."""

from collections.abc import Callable

from knowledge import services
from knowledge.files import file_read
from knowledge.models import Source
from knowledge.readers.troubles import ReadingFailed
from knowledge.reading.report import ReadingStopped, Report
from knowledge.web.reading import web_read
from tenants.jobs import lease_renew

READERS: dict[str, Callable[[Source, Report], None]] = {
    Source.Kind.FILE: file_read,
    Source.Kind.PAGE: web_read,
    Source.Kind.SITE: web_read,
}


def source_read(*, source_id: int) -> None:
    """Read the source as it stands and make it searchable; call outside of a transaction, in a job.

    Nothing happens when it is not to be read. Raises EmbeddingsUnavailable.
    """
    source = Source.objects.filter(pk=source_id).first()
    if source is None or not source.is_being_read:
        return

    def report(state: str, done: int, steps: int) -> None:
        lease_renew()
        if not services.source_progress(source=source, state=state, done=done, steps=steps):
            raise ReadingStopped

    try:
        READERS[source.kind](source, report)
    except ReadingStopped:
        return
    except ReadingFailed as failed:
        services.source_failed(source_id=source.pk, version=source.version, trouble=failed.code, facts=failed.facts)
