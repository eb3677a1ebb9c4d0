from agents.services.agents import agent_create, agent_delete, agent_update
from agents.services.integrations import integration_install, integration_set, integration_uninstall
from agents.services.providers import provider_note, provider_remove, provider_save
from agents.services.scopes import channels_set, pipelines_set

__all__ = [
    "agent_create",
    "agent_delete",
    "agent_update",
    "channels_set",
    "integration_install",
    "integration_set",
    "integration_uninstall",
    "pipelines_set",
    "provider_note",
    "provider_remove",
    "provider_save",
]
