from agents.models import Agent, AgentIntegration, ModelProvider
from agents.selectors.agents import integration_works


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
