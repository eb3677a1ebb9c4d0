"""Where a version of an agent works. Kommo's ids stand here as plain numbers, with the names as they were then."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from agents.models.version import AgentVersion


class AgentPipeline(models.Model):
    version = models.ForeignKey(AgentVersion, on_delete=models.CASCADE, related_name="pipelines")
    pipeline_id = models.BigIntegerField()
    pipeline_name = models.CharField(max_length=255, blank=True)
    is_active = models.BooleanField(_("works here"), default=False)
    all_stages = models.BooleanField(_("all stages"), default=False)

    class Meta:
        db_table = "agent_pipelines"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["version", "pipeline_id"], name="agent_pipeline_once")]

    def __str__(self) -> str:
        return self.pipeline_name or str(self.pipeline_id)


class AgentPipelineStage(models.Model):
    """A stage is known by its pipeline and its id: won (142) and lost (143) exist in every pipeline.

    `settings` is agents.settings.reach.StageSettings as it was given, None where nothing was said about the stage.
    """

    agent_pipeline = models.ForeignKey(AgentPipeline, on_delete=models.CASCADE, related_name="stages")
    stage_id = models.BigIntegerField()
    stage_name = models.CharField(max_length=255, blank=True)
    is_active = models.BooleanField(_("chosen"), default=False)
    settings = models.JSONField(null=True, blank=True)

    class Meta:
        db_table = "agent_pipeline_stages"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["agent_pipeline", "stage_id"], name="agent_stage_once")]

    def __str__(self) -> str:
        return self.stage_name or str(self.stage_id)
