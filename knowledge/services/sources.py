"""Sources: adding a file, reading again, stopping, changing, deleting. The reading itself is a job of its own."""

from typing import IO, Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import now
from django.utils.translation import gettext as _

from knowledge.inputs import text_hash
from knowledge.languages import OTHER
from knowledge.models import Article, Category, Source
from knowledge.models.article import BEING_INDEXED
from knowledge.models.source import BEING_READ
from knowledge.readers.kinds import MEDIA_TYPES
from knowledge.services.schedules import SCHEDULE_JOB, source_schedule
from knowledge.services.uploads import file_checked, file_keep
from tenants.errors import InvalidInput
from tenants.jobs import job_cancel, job_put
from tenants.models import User

READ_JOB = "knowledge.read"
DEEPEST = 5
MOST_PATTERNS = 50

_LONGEST_NAME = Source._meta.get_field("name").max_length
# Fields whose change alters what is read or how it is found: then it is read again.
_READ_FIELDS = ("name", "language", "include", "exclude", "depth")


@transaction.atomic
def source_file_add(
    *, file: IO[bytes], name: str, category: Category | None = None, language: str = "", author: User | None = None
) -> Source:
    """Keep an uploaded file, piece by piece, and owe its reading. `language` "" means the one its text is in.

    Raises InvalidInput: too big, empty, of no type that is read, or here already.
    """
    checked = file_checked(file=file, name=name)
    source = Source(
        kind=Source.Kind.FILE,
        name=_name_checked(name),
        category=category,
        language=_language_checked(language),
        media_type=MEDIA_TYPES[checked.kind],
        size=checked.size,
        digest=checked.digest,
        author_id=author.pk if author else None,
        author_name=str(author) if author else "",
    )
    source.save()
    file_keep(source=source, file=file)
    Article.objects.create(
        kind=Article.Kind.FILE,
        source=source,
        title=source.name,
        category=category,
        language=source.language or OTHER,
        status=Article.Status.PUBLISHED,
        indexing=Article.Indexing.QUEUED,
        content_hash=text_hash(checked.digest),
        author_id=source.author_id,
        author_name=source.author_name,
    )
    job_put(READ_JOB, key=str(source.pk), payload={"source_id": source.pk})
    return source


@transaction.atomic
def source_read_again(*, source: Source) -> Source:
    """Owe the reading of the source; what was read before is found until then. Asked several times, it is one job."""
    source = Source.objects.select_for_update().get(pk=source.pk)
    source.version += 1
    source.state = Source.State.QUEUED
    source.trouble, source.trouble_facts = "", {}
    source.steps_done = source.steps_all = 0
    source.save(update_fields=["version", "state", "trouble", "trouble_facts", "steps_done", "steps_all"])
    _file_article(source).update(indexing=Article.Indexing.QUEUED, indexing_error="", steps_done=0, steps_all=0)
    job_put(READ_JOB, key=str(source.pk), payload={"source_id": source.pk})
    return source


@transaction.atomic
def source_cancel(*, source: Source) -> Source:
    """Stop what is being read: it ends within seconds. What was read before stays found; nothing half done is."""
    source = Source.objects.select_for_update().get(pk=source.pk)
    if not source.is_being_read:
        return source
    source.version += 1
    source.state = Source.State.CANCELLED
    source.save(update_fields=["version", "state"])
    job_cancel(READ_JOB, key=str(source.pk))
    _file_article(source).filter(indexing__in=BEING_INDEXED).update(indexing=Article.Indexing.CANCELLED)
    return source


@transaction.atomic
def source_delete(*, source: Source) -> None:
    """Delete the source, its file, its articles and all that was made of them: nothing of it is found from now on."""
    job_cancel(READ_JOB, key=str(source.pk))
    job_cancel(SCHEDULE_JOB, key=str(source.pk))
    Source.objects.filter(pk=source.pk).delete()


@transaction.atomic
def source_update(*, source: Source, changes: dict[str, Any]) -> Source:
    """Change the fields named in `changes`: name, category, language, schedule, include, exclude, depth.

    It is read again when what is found, or how, depends on the change. Raises InvalidInput.
    """
    source = Source.objects.select_for_update().get(pk=source.pk)
    before = {field: getattr(source, field) for field in _READ_FIELDS}
    for field, check in _CHECKS.items():
        if field in changes:
            setattr(source, field, check(changes[field]))
    if "category" in changes:
        source.category = changes["category"]
        source.articles.update(category=source.category)
    source.save()
    if "schedule" in changes:
        source_schedule(source=source)
    _file_article(source).update(title=source.name)
    if any(getattr(source, field) != was for field, was in before.items()):
        return source_read_again(source=source)
    return source


def source_progress(*, source: Source, state: str, done: int, steps: int) -> bool:
    """Show how far the reading of this version is. False: it was stopped or is to be read anew; throw the work away."""
    same = Source.objects.filter(pk=source.pk, version=source.version, state__in=BEING_READ)
    if not same.update(state=state, steps_done=done, steps_all=steps):
        return False
    _file_article(source).update(indexing=state, steps_done=done, steps_all=steps)
    return True


def source_ended(*, source: Source, trouble: str = "", facts: dict[str, Any] | None = None) -> bool:
    """The source was read: Ready, or with a trouble Warning. False, and nothing is changed, when it changed meanwhile.

    Call it in the transaction that puts in place what was read.
    """
    same = Source.objects.filter(pk=source.pk, version=source.version, state__in=BEING_READ)
    state = Source.State.WARNING if trouble else Source.State.READY
    return bool(same.update(state=state, trouble=trouble, trouble_facts=facts or {}, read_at=now()))


@transaction.atomic
def source_failed(
    *, source_id: int, trouble: str, facts: dict[str, Any] | None = None, version: int | None = None
) -> None:
    """Show why the source could not be read. What was read before stays found. `version` None: whichever it has."""
    failed = Source.objects.filter(pk=source_id, state__in=BEING_READ)
    if version is not None:
        failed = failed.filter(version=version)
    if failed.update(state=Source.State.FAILED, trouble=trouble, trouble_facts=facts or {}):
        Article.objects.filter(source_id=source_id, kind=Article.Kind.FILE).update(indexing=Article.Indexing.FAILED)


def source_waits(*, source_id: int, trouble: str, facts: dict[str, Any]) -> None:
    """Show what its reading waits for; it goes on by itself."""
    Source.objects.filter(pk=source_id, state__in=BEING_READ).update(trouble=trouble, trouble_facts=facts)


@transaction.atomic
def source_given_up(*, source_id: int) -> None:
    """Its reading was tried as often as makes sense: what it waited for last is why it failed."""
    source = Source.objects.select_for_update().filter(pk=source_id).first()
    if source is not None:
        source_failed(source_id=source_id, trouble=source.trouble or "unforeseen", facts=source.trouble_facts)


def _file_article(source: Source) -> QuerySet[Article]:
    """The one article of a file; of a page or a site none, whose articles have states of their own."""
    return Article.objects.filter(source_id=source.pk, kind=Article.Kind.FILE)


def _name_checked(name: str) -> str:
    name = " ".join(name.replace("\0", "").split())
    if not name:
        raise InvalidInput(_("Give the source a name."), field="name", code="required")
    return name[:_LONGEST_NAME]


def _language_checked(language: str | None) -> str:
    if language and language not in Article.Language:
        raise InvalidInput(_("This language is not known here."), field="language")
    return language or ""


def _schedule_checked(schedule: str) -> str:
    if schedule not in Source.Schedule:
        raise InvalidInput(_("A source is read again never, every day or every week."), field="schedule")
    return schedule


def _patterns_checked(patterns: list[str], *, field: str) -> list[str]:
    if not isinstance(patterns, list) or not all(isinstance(pattern, str) for pattern in patterns):
        raise InvalidInput(_("Give a list of patterns, as /help/*."), field=field)
    patterns = [pattern.strip() for pattern in patterns if pattern.strip()]
    if len(patterns) > MOST_PATTERNS or any(len(pattern) > 200 for pattern in patterns):
        message = _("At most %(count)d patterns of 200 characters.") % {"count": MOST_PATTERNS}
        raise InvalidInput(message, field=field)
    return patterns


def _depth_checked(depth: int) -> int:
    if not isinstance(depth, int) or not 0 <= depth <= DEEPEST:
        raise InvalidInput(_("Links are followed 0 to %(most)d steps deep.") % {"most": DEEPEST}, field="depth")
    return depth


_CHECKS = {
    "name": _name_checked,
    "language": _language_checked,
    "schedule": _schedule_checked,
    "include": lambda patterns: _patterns_checked(patterns, field="include"),
    "exclude": lambda patterns: _patterns_checked(patterns, field="exclude"),
    "depth": _depth_checked,
}
