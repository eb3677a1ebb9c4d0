from agents.models import Agent, AgentIntegration


def integration_install(*, agent: Agent, kind: AgentIntegration.Kind) -> AgentIntegration:
    """Let the agent use it, from the next message on. Done again, it changes nothing."""
    return AgentIntegration.objects.get_or_create(agent=agent, kind=kind)[0]


def integration_uninstall(*, agent: Agent, kind: AgentIntegration.Kind) -> None:
    """The agent goes on without it, from the next message on; the workspace's connection stays."""
    AgentIntegration.objects.filter(agent=agent, kind=kind).delete()


def integration_set(*, installed: AgentIntegration, is_active: bool) -> AgentIntegration:
    """Switch it off for this agent for a while, or on again."""
    installed.is_active = is_active
    installed.save(update_fields=["is_active", "updated_at"])
    return installed
