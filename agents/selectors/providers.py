from agents.models import Agent, AgentIntegration, ModelProvider
from agents.selectors.agents import integration_works


def model_provider() -> ModelProvider | None:
    """The workspace's own model, also one that is switched off."""
    return ModelProvider.objects.order_by("-pk").first()


def model_provider_of(agent: Agent) -> ModelProvider | None:
    """The workspace's own model, if it is in use and this agent is to use it; None: the built-in one answers."""
    installed = integration_works(agent_id=agent.pk, kind=AgentIntegration.Kind.MODEL)
    provider = model_provider() if installed else None
    return provider if provider and provider.is_active else None


def builtin_answers(agent: Agent) -> bool:
    """Whether the built-in model answers for this agent; it quotes and follows no instruction."""
    return model_provider_of(agent) is None
