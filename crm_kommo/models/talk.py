from django.db import models
from django.utils.translation import gettext_lazy as _

from crm_kommo.models.mirrored import MirroredEntity


class Talk(MirroredEntity):
    """One episode of a chat. The chat (`chat_id`) goes on when a talk is closed and the next one is opened."""

    chat_id = models.CharField(max_length=64, blank=True)
    contact_id = models.BigIntegerField(null=True)
    lead_id = models.BigIntegerField(null=True)
    origin = models.CharField(max_length=100, blank=True)
    source_id = models.BigIntegerField(null=True)
    is_in_work = models.BooleanField(default=True)
    is_read = models.BooleanField(default=False)

    class Meta(MirroredEntity.Meta):
        db_table = "crm_talks"
        verbose_name = _("talk")
        verbose_name_plural = _("talks")
        indexes = [*MirroredEntity.Meta.indexes, models.Index(fields=["connection", "lead_id"], name="crm_talk_lead")]

    def __str__(self) -> str:
        return f"{self.origin} {self.kommo_id}"
