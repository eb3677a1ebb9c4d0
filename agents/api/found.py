"""What an address of an agent means."""

from django.shortcuts import get_object_or_404
from rest_framework.request import Request

from agents import selectors
from agents.faults import SettingsInvalid, fault
from agents.models import Agent
from agents.settings import AgentSettings

YES, NO = ("true", "1"), ("false", "0")


def agent_found(agent_id: int) -> Agent:
    return get_object_or_404(selectors.agents(), pk=agent_id)


def wants_draft(request: Request) -> bool:
    """?draft=true or 1, false or 0. Raises SettingsInvalid for anything else."""
    said = request.query_params.get("draft", "false").lower()
    if said not in YES + NO:
        raise SettingsInvalid([fault("draft", "bool_parsing")])
    return said in YES


def settings_shown(request: Request, agent_id: int) -> AgentSettings:
    """What customers meet, or the draft where that is asked for, or where nothing was published yet."""
    return selectors.settings_of(selectors.version_asked(agent_found(agent_id), draft=wants_draft(request)))
