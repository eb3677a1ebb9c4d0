from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.languages import ENGLISH, OTHER, PORTUGUESE, RUSSIAN, SPANISH
from knowledge.models.category import Category
from knowledge.models.source import Source
from tenants.models.base import TimeStamped


class Article(TimeStamped):
    """One text of the knowledge base: written here, or read from a source. Only a published one can be found.

    Written texts are Markdown in `body`. Of a file `body` is empty: its text stands in its passages, which know the
    page or the row they are from. An ANSWER is said word for word: `title` and `questions` are what it answers.
    """

    class Kind(models.TextChoices):
        ARTICLE = "article", _("Article")
        ANSWER = "answer", _("Exact answer")
        FILE = "file", _("File")
        PAGE = "page", _("Web page")

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
        READING = "reading", _("Reading")
        CHUNKING = "chunking", _("Cutting into passages")
        EMBEDDING = "embedding", _("Learning the meaning")
        READY = "ready", _("Ready")
        WARNING = "warning", _("Ready, with a warning")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Stopped")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.ARTICLE)
    source = models.ForeignKey(
        Source, models.CASCADE, null=True, blank=True, related_name="articles", verbose_name=_("source")
    )
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("text"))
    category = models.ForeignKey(
        Category, models.SET_NULL, null=True, blank=True, related_name="articles", verbose_name=_("category")
    )
    language = models.CharField(_("language"), max_length=2, choices=Language)
    url = models.URLField(_("address"), max_length=2000, blank=True, help_text=_("Of a web page: where it stands."))
    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True, verbose_name=_("tags"))
    # Days of the workspace's calendar, both included; outside of them the text is not found.
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    questions = ArrayField(
        models.CharField(max_length=300),
        default=list,
        blank=True,
        verbose_name=_("other wordings"),
        help_text=_("Of an exact answer: the same question in other words."),
    )
    priority = models.SmallIntegerField(
        _("priority"), default=0, help_text=_("Of exact answers to one question the highest is given.")
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    # Grows with every change of what is indexed: an indexing that began before the change throws its work away.
    version = models.PositiveIntegerField(_("version"), default=1)
    content_hash = models.CharField(_("content hash"), max_length=32)

    indexing = models.CharField(_("indexing"), max_length=10, choices=Indexing, default=Indexing.NONE)
    indexing_error = models.TextField(_("why indexing failed, or what is missing"), blank=True)
    # Of what is being worked on: bytes while it is read, passages while their meaning is learnt.
    steps_done = models.PositiveBigIntegerField(default=0)
    steps_all = models.PositiveBigIntegerField(default=0)
    indexed_at = models.DateTimeField(_("indexed"), null=True, blank=True)

    # Who wrote it, with the name as it was then: people are kept outside of the workspace's tables.
    author_id = models.BigIntegerField(_("author's id"), null=True, blank=True)
    author_name = models.CharField(_("author"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [
            models.Index(fields=["-updated_at", "-id"], name="knowledge_article_latest"),
            # The few that may have to be left out of a search (knowledge/scope.py).
            models.Index(
                fields=["id"],
                condition=models.Q(status="draft")
                | models.Q(valid_from__isnull=False)
                | models.Q(valid_until__isnull=False),
                name="knowledge_article_at_times",
            ),
            models.Index(fields=["id"], condition=models.Q(kind="answer"), name="knowledge_article_answers"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "url"], condition=models.Q(kind="page"), name="knowledge_article_page_once"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_published(self) -> bool:
        return self.status == self.Status.PUBLISHED

    @property
    def wordings(self) -> list[str]:
        """Of an exact answer: the wordings of the question that it answers; of any other text, none."""
        return [self.title, *self.questions] if self.kind == self.Kind.ANSWER else []

    @property
    def is_being_indexed(self) -> bool:
        return self.indexing in BEING_INDEXED


BEING_INDEXED = (
    Article.Indexing.QUEUED,
    Article.Indexing.READING,
    Article.Indexing.CHUNKING,
    Article.Indexing.EMBEDDING,
)
