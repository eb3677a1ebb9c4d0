from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.languages import ENGLISH, OTHER, PORTUGUESE, RUSSIAN, SPANISH
from knowledge.models.category import Category
from tenants.models.base import TimeStamped


class Article(TimeStamped):
    """What the company tells its agents, in Markdown. Only a published article is indexed and so can be found."""

    class Language(models.TextChoices):
        ENGLISH = ENGLISH, _("English")
        RUSSIAN = RUSSIAN, _("Russian")
        SPANISH = SPANISH, _("Spanish")
        PORTUGUESE = PORTUGUESE, _("Portuguese")
        OTHER = OTHER, _("Other")

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")

    class Indexing(models.TextChoices):
        NONE = "none", _("Not indexed")
        QUEUED = "queued", _("Queued")
        INDEXING = "indexing", _("Indexing")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")

    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("text"))
    category = models.ForeignKey(
        Category, models.SET_NULL, null=True, blank=True, related_name="articles", verbose_name=_("category")
    )
    language = models.CharField(_("language"), max_length=2, choices=Language)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    # Grows with every change of what is indexed: an indexing that began before the change throws its work away.
    version = models.PositiveIntegerField(_("version"), default=1)
    content_hash = models.CharField(_("content hash"), max_length=32)

    indexing = models.CharField(_("indexing"), max_length=10, choices=Indexing, default=Indexing.NONE)
    indexing_error = models.TextField(_("why indexing failed"), blank=True)
    indexed_at = models.DateTimeField(_("indexed"), null=True, blank=True)

    # Who wrote it, with the name as it was then: people are kept outside of the workspace's tables.
    author_id = models.BigIntegerField(_("author's id"), null=True, blank=True)
    author_name = models.CharField(_("author"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [models.Index(fields=["-updated_at", "-id"], name="knowledge_article_latest")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_published(self) -> bool:
        return self.status == self.Status.PUBLISHED

    @property
    def is_being_indexed(self) -> bool:
        return self.indexing in (self.Indexing.QUEUED, self.Indexing.INDEXING)
