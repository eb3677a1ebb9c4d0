"""What is remembered: of an episode that has grown long, of a contact, and of the episodes before."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chat.models.conversation import Conversation
from chat.models.message import Message
from tenants.models.base import TimeStamped


class ConversationSummary(TimeStamped):
    """What was said before the messages that a model is shown whole. Of one episode: an older one counts no more.

    `parts`: goal, done, promised, open and facts, each a list of short sentences. The built-in way of making it only
    keeps sentences as they were said.
    """

    conversation = models.OneToOneField(Conversation, on_delete=models.CASCADE, related_name="summary")
    covers_until = models.BigIntegerField(help_text=_("The id of the last message in it."))
    covers_at = models.DateTimeField(help_text=_("When that was said."))
    parts = models.JSONField(default=dict)
    made_by = models.CharField(
        max_length=100, blank=True, help_text=_("The model that wrote it; empty: sentences as they were said.")
    )

    class Meta:
        db_table = "chat_conversation_summaries"
        verbose_name = _("summary of a conversation")
        verbose_name_plural = _("summaries of conversations")

    def __str__(self) -> str:
        return str(self.conversation)


class ContactFact(TimeStamped):
    """Something a contact said of themselves, with its proof; or what a person noted of them.

    Facts are only added: a newer one of the same kind and subject supersedes the one before, and takes it with it when
    it is erased.
    """

    class Kind(models.TextChoices):
        NAME = "name", pgettext_lazy("of a contact", "Name")
        PHONE = "phone", _("Phone")
        EMAIL = "email", _("E-mail")
        CITY = "city", _("City")
        DATE = "date", _("Date")
        PREFERENCE = "preference", _("Preference")
        NEED = "need", _("Need")
        ABOUT = "about", _("About them")

    class Confidence(models.TextChoices):
        EXPLICIT = "explicit", _("said outright")
        IMPLIED = "implied", _("only implied")

    class CreatedBy(models.TextChoices):
        AGENT = "agent", _("Agent")
        PERSON = "person", _("Person")

    contact_id = models.BigIntegerField(db_index=True, help_text=_("Kommo's id."))
    kind = models.CharField(max_length=10, choices=Kind.choices)
    subject = models.CharField(max_length=60, blank=True, help_text=_("Of what, where a kind has several."))
    text = models.CharField(max_length=300)
    message = models.ForeignKey(Message, null=True, blank=True, on_delete=models.CASCADE, related_name="facts")
    quote = models.CharField(max_length=500, blank=True, help_text=_("The contact's own words, as they stand there."))
    said_at = models.DateTimeField()
    confidence = models.CharField(max_length=8, choices=Confidence.choices, default=Confidence.EXPLICIT)
    created_by = models.CharField(max_length=6, choices=CreatedBy.choices, default=CreatedBy.AGENT)
    created_by_name = models.CharField(max_length=255, blank=True)
    superseded_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="supersedes"
    )
    expires_on = models.DateField(null=True, blank=True, help_text=_("The last day on which it counts."))

    class Meta:
        db_table = "chat_contact_facts"
        verbose_name = _("fact of a contact")
        verbose_name_plural = _("facts of contacts")
        constraints = [
            # However often a message is read: each of its facts once.
            models.UniqueConstraint(fields=["message", "kind", "subject"], name="contact_fact_once")
        ]

    def __str__(self) -> str:
        return self.text


class EpisodeDigest(TimeStamped):
    """A line on an episode of a conversation with a contact: when, about what, and what came of it."""

    class Outcome(models.TextChoices):
        ANSWERED = "answered", _("answered")
        HANDED_OVER = "handed", _("handed over to a person")
        UNKNOWN = "unknown", _("the answer was not known")
        UNANSWERED = "silent", _("not answered by an agent")

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="digests")
    contact_id = models.BigIntegerField(db_index=True, help_text=_("Kommo's id."))
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    topic = models.CharField(max_length=160)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    is_over = models.BooleanField(default=False)

    class Meta:
        db_table = "chat_episode_digests"
        verbose_name = _("digest of an episode")
        verbose_name_plural = _("digests of episodes")
        constraints = [
            models.UniqueConstraint(
                fields=["conversation"], condition=models.Q(is_over=False), name="episode_digest_one_open"
            )
        ]

    def __str__(self) -> str:
        return self.topic
