"""An agent's choice of where it works, saved whole: what is not named is off."""

from dataclasses import dataclass, field

from django.db import transaction

from agents.models import Agent, AgentChannel, AgentPipeline, AgentPipelineStage


@dataclass(frozen=True)
class StageChoice:
    stage_id: int
    name: str
    is_active: bool
    prompt: str = ""


@dataclass(frozen=True)
class PipelineChoice:
    pipeline_id: int
    name: str
    is_active: bool
    all_stages: bool
    stages: list[StageChoice] = field(default_factory=list)


@transaction.atomic
def pipelines_set(*, agent: Agent, choices: list[PipelineChoice]) -> None:
    """Replace the agent's pipelines and stages by these."""
    agent.pipelines.all().delete()
    rows = AgentPipeline.objects.bulk_create(
        AgentPipeline(
            agent=agent,
            pipeline_id=choice.pipeline_id,
            pipeline_name=choice.name,
            is_active=choice.is_active,
            all_stages=choice.all_stages,
        )
        for choice in choices
    )
    AgentPipelineStage.objects.bulk_create(
        AgentPipelineStage(
            agent_pipeline=row,
            stage_id=stage.stage_id,
            stage_name=stage.name,
            is_active=stage.is_active,
            prompt=stage.prompt,
        )
        for row, choice in zip(rows, choices, strict=True)
        for stage in choice.stages
    )


@transaction.atomic
def channels_set(*, agent: Agent, all_channels: bool, channels: list[tuple[str, int | None]]) -> None:
    """Replace the agent's channels: all of them, or these (code of the channel, id of the source)."""
    agent.all_channels = all_channels
    agent.save(update_fields=["all_channels", "updated_at"])
    agent.channels.all().delete()
    AgentChannel.objects.bulk_create(
        AgentChannel(agent=agent, origin=origin, source_id=source_id) for origin, source_id in channels
    )
