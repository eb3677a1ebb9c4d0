from collections.abc import Mapping
from typing import Any

from agents.drafting import settings_patched
from agents.models import Agent, AgentVersion
from agents.services.versions import draft_change
from tenants.models import User


def draft_patch(
    *, agent: Agent, patch: Mapping[str, Any], author: User | None, seen: int | None = None
) -> AgentVersion:
    """Lay a patch over the draft. `seen`: the draft's revision it was made on. Raises SettingsInvalid, DraftChanged."""
    return draft_change(
        agent=agent, change=lambda settings: settings_patched(settings, patch), author=author, seen_revision=seen
    )
