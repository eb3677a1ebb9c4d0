from django.db import models
from django.utils.translation import gettext_lazy as _

from crm_kommo.models.mirrored import MirroredEntity


class Task(MirroredEntity):
    """Something a person is to do. `entity` is Kommo's word for what it is about; "" for a task of its own."""

    text = models.TextField(blank=True)
    entity = models.CharField(max_length=10, blank=True)
    entity_id = models.BigIntegerField(null=True)
    task_type_id = models.BigIntegerField(null=True)
    responsible_user_id = models.BigIntegerField(null=True)
    is_completed = models.BooleanField(default=False)
    result = models.TextField(blank=True)
    complete_till = models.DateTimeField(null=True)

    class Meta(MirroredEntity.Meta):
        db_table = "crm_tasks"
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        indexes = [
            *MirroredEntity.Meta.indexes,
            models.Index(fields=["connection", "entity", "entity_id"], name="crm_task_about"),
        ]

    def __str__(self) -> str:
        return self.text[:60] or f"#{self.kommo_id}"
