from django.db import models
from django.utils.translation import gettext_lazy as _

from crm_kommo.models.mirrored import MirroredSetting


class Pipeline(MirroredSetting):
    sort = models.IntegerField(default=0)
    is_main = models.BooleanField(default=False)
    is_archive = models.BooleanField(default=False)

    class Meta(MirroredSetting.Meta):
        db_table = "crm_pipelines"
        ordering = ["sort", "kommo_id"]
        verbose_name = _("pipeline")
        verbose_name_plural = _("pipelines")


class Stage(models.Model):
    """Known by pipeline and id together: 142 (won) and 143 (lost) are in every pipeline."""

    WON = 142
    LOST = 143
    INCOMING_TYPE = 1

    pipeline = models.ForeignKey(Pipeline, on_delete=models.CASCADE, related_name="stages")
    kommo_id = models.BigIntegerField()
    name = models.CharField(max_length=255)
    colour = models.CharField(max_length=10, blank=True)
    sort = models.IntegerField(default=0)
    type = models.SmallIntegerField(default=0, help_text=_("1: incoming leads, 0: all other stages."))
    is_missing = models.BooleanField(default=False)
    first_read_at = models.DateTimeField(
        auto_now_add=True, null=True, help_text=_("When it was first read from Kommo; empty: before this was kept.")
    )

    class Meta:
        db_table = "crm_stages"
        ordering = ["sort", "kommo_id"]
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        constraints = [models.UniqueConstraint(fields=["pipeline", "kommo_id"], name="crm_stage_once")]

    def __str__(self) -> str:
        return self.name
