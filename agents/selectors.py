from django.db.models import Prefetch, Q, QuerySet

from agents.gates import PipelineScope, Scope, StageScope
from agents.models import Agent, AgentIntegration, AgentPipeline, AgentPipelineStage, ModelProvider


def agents() -> QuerySet[Agent]:
    return Agent.objects.prefetch_related("pipelines__stages", "channels", "integrations").order_by("pk")


def stages_in_use() -> QuerySet[AgentPipelineStage]:
    """The stages in which an agent answers or is told something, each with its agent."""
    used = AgentPipelineStage.objects.filter(Q(is_active=True) | ~Q(prompt=""))
    return used.select_related("agent_pipeline__agent").order_by("agent_pipeline__agent_id", "pk")


def scopes_active() -> list[Scope]:
    """Where every agent that answers customers works; five queries, however many agents there are."""
    active = AgentPipeline.objects.filter(is_active=True).prefetch_related("stages")
    found = Agent.objects.filter(is_active=True).prefetch_related(
        Prefetch("pipelines", active), "channels", "integrations"
    )
    return [_scope(agent) for agent in found.order_by("pk")]


def model_provider() -> ModelProvider | None:
    """The workspace's own model; None means the built-in one answers."""
    return ModelProvider.objects.order_by("-pk").first()


def model_provider_of(agent: Agent) -> ModelProvider | None:
    """The workspace's own model, if this agent is to use it."""
    installed = integration_works(agent_id=agent.pk, kind=AgentIntegration.Kind.MODEL)
    return model_provider() if installed else None


def builtin_answers(agent: Agent) -> bool:
    """Whether the built-in model answers for this agent; it quotes and follows no instruction."""
    provider = model_provider_of(agent)
    return provider is None or not provider.is_active


def integration_works(*, agent_id: int, kind: AgentIntegration.Kind) -> bool:
    """Whether it is installed for the agent and switched on."""
    return AgentIntegration.objects.filter(agent_id=agent_id, kind=kind, is_active=True).exists()


def integrations_of(agent: Agent) -> dict[str, AgentIntegration]:
    """What is installed for the agent, by kind."""
    return {installed.kind: installed for installed in agent.integrations.all()}


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
        works_with_kommo=any(
            installed.kind == AgentIntegration.Kind.KOMMO and installed.is_active
            for installed in agent.integrations.all()
        ),
    )
