from django.db import models
from django.utils.translation import gettext_lazy as _

from crm_kommo.models.connection import Connection
from tenants.models.base import TimeStamped


class Replacement(TimeStamped):
    """Who put a living stage in the place of one that vanished from Kommo, and where: kept for whoever asks why.

    Ids are Kommo's; names are as they were at the time. `moved` is a list of {place, kept_own}: `kept_own` when the
    living stage was in use there already, so that its own settings stayed.
    """

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="replacements")
    old_pipeline_id = models.BigIntegerField()
    old_stage_id = models.BigIntegerField()
    old_name = models.CharField(max_length=520)
    new_pipeline_id = models.BigIntegerField()
    new_stage_id = models.BigIntegerField()
    new_name = models.CharField(max_length=520)
    moved = models.JSONField(default=list)
    replaced_by_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "crm_replacements"
        verbose_name = _("replaced stage")
        verbose_name_plural = _("replaced stages")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.old_name} → {self.new_name}"
