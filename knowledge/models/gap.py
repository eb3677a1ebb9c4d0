from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from pgvector.django import HalfVectorField

from knowledge.models.article import Article
from knowledge.models.embedding import EmbeddingModel
from tenants.models.base import TimeStamped


class Gap(TimeStamped):
    """What customers asked and the knowledge base could not answer: one question, however it was worded."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("a gap", "Open")
        TAUGHT = "taught", pgettext_lazy("a gap", "Filled")
        DISMISSED = "dismissed", _("Set aside")

    question = models.CharField(_("question"), max_length=500, help_text=_("The wording it was asked in first."))
    language = models.CharField(_("language"), max_length=2, choices=Article.Language)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.OPEN, db_index=True)
    article = models.ForeignKey(
        Article, models.SET_NULL, null=True, blank=True, related_name="gaps", verbose_name=_("answered by")
    )
    # By what a new question is known to ask the same; vectors of another model are not compared with it.
    vector = HalfVectorField(null=True)
    model = models.ForeignKey(EmbeddingModel, models.SET_NULL, null=True, related_name="gaps")

    class Meta:
        verbose_name = _("gap")
        verbose_name_plural = _("gaps")

    def __str__(self) -> str:
        return self.question[:60]


class GapQuestion(models.Model):
    """One time that it was asked. Ids of the conversation stand as plain numbers; they are known to other apps."""

    gap = models.ForeignKey(Gap, models.CASCADE, related_name="asked", verbose_name=_("gap"))
    text = models.CharField(_("question"), max_length=500)
    asked_at = models.DateTimeField(_("asked"))
    # The message that was asked with: noted once, however often the job runs.
    message_id = models.BigIntegerField(unique=True)
    conversation_id = models.BigIntegerField()
    lead_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("question of a gap")
        verbose_name_plural = _("questions of gaps")

    def __str__(self) -> str:
        return self.text[:60]
