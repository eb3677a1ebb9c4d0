"""What somebody wants changed in an agent's settings, laid over them and checked: by itself, and against Kommo."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from agents.checks.knowledge import unknown_knowledge
from agents.checks.known import unknown_in
from agents.checks.patterns import unusable_patterns
from agents.checks.storable import unstorable_in
from agents.checks.variables import unknown_variables
from agents.faults import SettingsInvalid, faults_of
from agents.settings import AgentSettings
from agents.settings.merge import merged


def settings_patched(settings: AgentSettings, patch: Mapping[str, Any]) -> AgentSettings:
    """The settings with what the patch names replaced. Raises SettingsInvalid, naming every path."""
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
        *unusable_patterns(after, before=settings),
    ]
    if faults:
        raise SettingsInvalid(faults)
    return after


def settings_begun(said: Mapping[str, Any]) -> AgentSettings:
    """The settings of a new agent: what is said of it, and the defaults. Raises SettingsInvalid, naming every path."""
    return settings_patched(AgentSettings.model_construct(), {"name": "", **said})
