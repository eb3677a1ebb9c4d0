from django.db import models
from django.utils.translation import gettext_lazy as _

from crm_kommo.models.connection import Connection


class Mirrored(models.Model):
    """A copy of something that Kommo holds; `kommo_id` is unique only within an account."""

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="%(class)ss")
    kommo_id = models.BigIntegerField()
    mirrored_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True
        constraints = [models.UniqueConstraint(fields=["connection", "kommo_id"], name="crm_%(class)s_once")]


class MirroredSetting(Mirrored):
    """Part of an account's set-up. What vanished from Kommo stays as `is_missing`, since agents may still name it."""

    name = models.CharField(max_length=255)
    is_missing = models.BooleanField(default=False)

    class Meta(Mirrored.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.name


class MirroredEntity(Mirrored):
    """Something that changes, is deleted and restored. Times are Kommo's; a late hook never turns them back."""

    kommo_created_at = models.DateTimeField(null=True)
    kommo_updated_at = models.DateTimeField(null=True)
    is_deleted = models.BooleanField(default=False)
    doubted_at = models.DateTimeField(
        null=True, help_text=_("Since when hooks left open what is true, so that Kommo has to be asked.")
    )

    class Meta(Mirrored.Meta):
        abstract = True
        indexes = [
            models.Index(
                fields=["connection", "kommo_id"],
                condition=models.Q(doubted_at__isnull=False),
                name="crm_%(class)s_doubted",
            )
        ]


class MirroredCard(MirroredEntity):
    """A lead, a contact or a company.

    `custom_fields` is a list of {field_id, name, code, type, values: [{value, enum_id}]}.
    """

    name = models.CharField(max_length=500, blank=True)
    responsible_user_id = models.BigIntegerField(null=True)
    custom_fields = models.JSONField(default=list)
    tags = models.JSONField(default=list, help_text=_("Names."))
    read_at = models.DateTimeField(null=True, help_text=_("When it was last read by the API; hooks tell only parts."))

    class Meta(MirroredEntity.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.name or f"#{self.kommo_id}"
