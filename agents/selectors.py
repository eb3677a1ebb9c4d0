from django.db.models import Prefetch, Q, QuerySet

from agents.gates import PipelineScope, Scope, StageScope
from agents.models import Agent, AgentPipeline, AgentPipelineStage, ModelProvider


def agents() -> QuerySet[Agent]:
    return Agent.objects.prefetch_related("pipelines__stages", "channels").order_by("pk")


def stages_in_use() -> QuerySet[AgentPipelineStage]:
    """The stages in which an agent answers or is told something, each with its agent."""
    used = AgentPipelineStage.objects.filter(Q(is_active=True) | ~Q(prompt=""))
    return used.select_related("agent_pipeline__agent").order_by("agent_pipeline__agent_id", "pk")


def scopes_active() -> list[Scope]:
    """Where every agent that answers customers works; four queries, however many agents there are."""
    active = AgentPipeline.objects.filter(is_active=True).prefetch_related("stages")
    found = Agent.objects.filter(is_active=True).prefetch_related(Prefetch("pipelines", active), "channels")
    return [_scope(agent) for agent in found.order_by("pk")]


def model_provider() -> ModelProvider | None:
    """The workspace's own model; None means the built-in one answers."""
    return ModelProvider.objects.order_by("-pk").first()


def builtin_answers() -> bool:
    """Whether the built-in model answers, which quotes and follows no instruction."""
    provider = model_provider()
    return provider is None or not provider.is_active


def _scope(agent: Agent) -> Scope:
    return Scope(
        agent_id=agent.pk,
        agent_name=agent.name,
        pipelines={
            pipeline.pipeline_id: PipelineScope(
                all_stages=pipeline.all_stages,
                stages={stage.stage_id: StageScope(stage.is_active, stage.prompt) for stage in pipeline.stages.all()},
            )
            for pipeline in agent.pipelines.all()
        },
        channels=None
        if agent.all_channels
        else frozenset((channel.origin, channel.source_id) for channel in agent.channels.all()),
    )
