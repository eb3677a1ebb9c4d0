"""Where an agent works. Kommo's ids stand here as plain numbers, with the names as they were when chosen."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from agents.models.agent import Agent


class AgentPipeline(models.Model):
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="pipelines")
    pipeline_id = models.BigIntegerField()
    pipeline_name = models.CharField(max_length=255, blank=True)
    is_active = models.BooleanField(_("works here"), default=False)
    all_stages = models.BooleanField(_("all stages"), default=False)

    class Meta:
        db_table = "agent_pipelines"
        constraints = [models.UniqueConstraint(fields=["agent", "pipeline_id"], name="agent_pipeline_once")]

    def __str__(self) -> str:
        return self.pipeline_name or str(self.pipeline_id)


class AgentPipelineStage(models.Model):
    """A stage is known by its pipeline and its id: won (142) and lost (143) exist in every pipeline."""

    agent_pipeline = models.ForeignKey(AgentPipeline, on_delete=models.CASCADE, related_name="stages")
    stage_id = models.BigIntegerField()
    stage_name = models.CharField(max_length=255, blank=True)
    is_active = models.BooleanField(_("answers here"), default=False)
    prompt = models.TextField(_("instruction for this stage"), max_length=4000, blank=True)

    class Meta:
        db_table = "agent_pipeline_stages"
        constraints = [models.UniqueConstraint(fields=["agent_pipeline", "stage_id"], name="agent_stage_once")]

    def __str__(self) -> str:
        return self.stage_name or str(self.stage_id)


class AgentChannel(models.Model):
    """A channel the agent may answer in; a source narrows it to one number or page of that channel."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="channels")
    origin = models.CharField(max_length=100)
    source_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        db_table = "agent_channels"
        constraints = [
            models.UniqueConstraint(
                fields=["agent", "origin", "source_id"], nulls_distinct=False, name="agent_channel_once"
            )
        ]

    def __str__(self) -> str:
        return self.origin
