from agents.services.agents import (
    NotPublished,
    agent_create,
    agent_delete,
    agent_duplicate,
    agent_pause,
    agent_switch,
)
from agents.services.applying import agent_apply
from agents.services.field_writes import field_write_undo
from agents.services.integrations import integration_install, integration_set, integration_uninstall
from agents.services.patching import draft_patch
from agents.services.priority import PriorityTaken
from agents.services.providers import prices_save, provider_note, provider_remove, provider_save
from agents.services.script_places import script_place_keep
from agents.services.versions import DraftChanged, agent_publish, draft_change, settings_change, version_restore

__all__ = [
    "DraftChanged",
    "NotPublished",
    "PriorityTaken",
    "agent_apply",
    "agent_create",
    "agent_delete",
    "agent_duplicate",
    "agent_pause",
    "agent_publish",
    "agent_switch",
    "draft_change",
    "draft_patch",
    "field_write_undo",
    "integration_install",
    "integration_set",
    "integration_uninstall",
    "prices_save",
    "provider_note",
    "provider_remove",
    "provider_save",
    "script_place_keep",
    "settings_change",
    "version_restore",
]
