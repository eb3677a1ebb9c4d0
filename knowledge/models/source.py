from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.models.category import Category
from tenants.models.base import TimeStamped


class Source(TimeStamped):
    """Where texts are read from: a file that was uploaded, a web page, or a site of many pages.

    What is read becomes articles of this source: one of a file or a page, one a page of a site. A source is read again
    when it is asked to, or as its schedule says; what has not changed since is not indexed again.
    """

    class Kind(models.TextChoices):
        FILE = "file", _("File")
        PAGE = "page", _("Web page")
        SITE = "site", _("Website")

    class State(models.TextChoices):
        QUEUED = "queued", _("Queued")
        READING = "reading", _("Reading")
        CHUNKING = "chunking", _("Cutting into passages")
        EMBEDDING = "embedding", _("Learning the meaning")
        READY = "ready", _("Ready")
        WARNING = "warning", _("Ready, with a warning")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Stopped")

    class Schedule(models.TextChoices):
        OFF = "", _("Never")
        DAILY = "daily", _("Every day")
        WEEKLY = "weekly", _("Every week")

    kind = models.CharField(_("kind"), max_length=4, choices=Kind)
    name = models.CharField(_("name"), max_length=200)
    category = models.ForeignKey(
        Category, models.SET_NULL, null=True, blank=True, related_name="sources", verbose_name=_("category")
    )
    language = models.CharField(
        _("language"), max_length=2, blank=True, help_text=_("Empty: each text is in the language found in it.")
    )

    # Of a file.
    media_type = models.CharField(_("type"), max_length=100, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    digest = models.CharField(max_length=64, blank=True, db_index=True, help_text=_("SHA-256 of the file."))

    # Of a web page or a site.
    url = models.URLField(_("address"), max_length=2000, blank=True)
    include = models.JSONField(_("only addresses like"), default=list, blank=True)
    exclude = models.JSONField(_("no addresses like"), default=list, blank=True)
    depth = models.PositiveSmallIntegerField(_("how many links deep"), default=2)
    schedule = models.CharField(_("read again"), max_length=6, choices=Schedule, blank=True, default=Schedule.OFF)
    next_read_at = models.DateTimeField(_("will be read again"), null=True, blank=True)

    state = models.CharField(_("state"), max_length=9, choices=State, default=State.QUEUED)
    # Why it failed, or what a warning means: a code of knowledge.reading.troubles with its figures.
    trouble = models.CharField(max_length=40, blank=True)
    trouble_facts = models.JSONField(default=dict, blank=True)
    # Of what its state does: bytes or pages while it is read, passages while their meaning is learnt.
    steps_done = models.PositiveBigIntegerField(default=0)
    steps_all = models.PositiveBigIntegerField(default=0)
    # Grows whenever it is to be read again or stopped: a reading that began before throws its work away.
    version = models.PositiveIntegerField(default=1)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    author_id = models.BigIntegerField(_("author's id"), null=True, blank=True)
    author_name = models.CharField(_("author"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        indexes = [models.Index(fields=["-updated_at", "-id"], name="knowledge_source_latest")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_being_read(self) -> bool:
        return self.state in BEING_READ


BEING_READ = (Source.State.QUEUED, Source.State.READING, Source.State.CHUNKING, Source.State.EMBEDDING)
HOW_OFTEN = {Source.Schedule.DAILY: timedelta(days=1), Source.Schedule.WEEKLY: timedelta(days=7)}


class FilePart(models.Model):
    """A piece of an uploaded file, in their order.

    In the database, not on a disk: web processes and workers need share no disk, a backup holds it, and deleting the
    source deletes it (docs/adr/0007).
    """

    BYTES = 1 << 20

    source = models.ForeignKey(Source, models.CASCADE, related_name="parts")
    ordinal = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        verbose_name = _("part of a file")
        verbose_name_plural = _("parts of files")
        constraints = [models.UniqueConstraint(fields=["source", "ordinal"], name="knowledge_part_once")]

    def __str__(self) -> str:
        return f"{self.source_id}.{self.ordinal}"
