"""A tab of an agent's pages: what it shows is the draft, and what is posted changes the draft."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from agents.checks.knowledge import unknown_knowledge
from agents.checks.known import unknown_in
from agents.checks.storable import unstorable_in
from agents.checks.variables import unknown_variables
from agents.faults import SettingsInvalid, faults_of
from agents.models import Agent, AgentVersion
from agents.services import draft_change, settings_change
from agents.services.versions import Change
from agents.settings import AgentSettings
from agents.settings.merge import merged
from tenants.models import User


def settings_patched(settings: AgentSettings, patch: Mapping[str, Any]) -> AgentSettings:
    """Raises SettingsInvalid, naming every path."""
    if faults := list(unstorable_in(patch)):
        raise SettingsInvalid(faults)
    try:
        after = merged(settings, patch)
    except ValidationError as error:
        raise SettingsInvalid(faults_of(error)) from error
    faults = [
        *unknown_in(after, before=settings),
        *unknown_knowledge(after, before=settings),
        *unknown_variables(after, before=settings),
    ]
    if faults:
        raise SettingsInvalid(faults)
    return after


def draft_patch(
    *, agent: Agent, patch: Mapping[str, Any], author: User | None, seen: int | None = None
) -> AgentVersion:
    """Lay a patch over the draft. `seen`: the draft's revision it was made on. Raises SettingsInvalid, DraftChanged."""
    return draft_change(
        agent=agent, change=lambda settings: settings_patched(settings, patch), author=author, seen_revision=seen
    )


def live_patch(*, agent: Agent, patch: Mapping[str, Any], author: User | None) -> AgentVersion:
    """Lay a patch over what is live, and publish it. Raises SettingsInvalid."""
    return settings_change(agent=agent, change=lambda settings: settings_patched(settings, patch), author=author)


def draft_post(*, agent: Agent, posted: Any, change: Change, author: User) -> AgentVersion:
    """Save what a tab's form says; `revision` in it is that of the draft it showed."""
    seen = posted.get("revision", "")
    return draft_change(
        agent=agent, change=change, author=author, seen_revision=int(seen) if seen.isdecimal() else None
    )
