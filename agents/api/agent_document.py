"""An agent as the API speaks it: what its settings say, and how it runs."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rest_framework import serializers

from agents.drafting import settings_begun, settings_patched
from agents.faults import SettingsInvalid, fault
from agents.models import Agent
from agents.selectors import drafts_of, settings_of_all
from agents.services.agents import Running
from agents.settings import AgentSettings

# Parts of the settings that have doors of their own.
ELSEWHERE = {
    "pipelines": "settings",
    "access": "settings",
    "data_entry": "settings",
    "channels": "channels",
    "scripts": "scripts",
}
PARTS = {name for name in AgentSettings.model_fields if name not in ELSEWHERE}
RUNNING = ("is_active", "paused_until", "priority")
READ_ONLY = ("id", "version", "has_draft", "created_at", "updated_at")


class RunningSerializer(serializers.Serializer):
    """What holds at once, without a version."""

    is_active = serializers.BooleanField(required=False)
    paused_until = serializers.DateTimeField(required=False, allow_null=True)
    priority = serializers.IntegerField(required=False, min_value=1, max_value=1000)


@dataclass(frozen=True)
class Written:
    """`change` None: nothing is said about the settings."""

    change: Callable[[AgentSettings], AgentSettings] | None
    running: Running


def read(body: Any) -> Written:
    """What a body asks for; what can only be read is passed over. Raises SettingsInvalid, ValidationError of DRF."""
    if not isinstance(body, Mapping):
        raise SettingsInvalid([fault("", "dict_type")])
    _refuse_what_is_elsewhere(body)
    serializer = RunningSerializer(data={name: body[name] for name in RUNNING if name in body})
    serializer.is_valid(raise_exception=True)
    patch = _patch(body)
    change = (lambda settings: settings_patched(settings, patch)) if patch else None
    return Written(change, Running(**serializer.validated_data))


def settings_new(body: Mapping[str, Any]) -> AgentSettings:
    """The settings of a new agent, after `read` has looked at the body. Raises SettingsInvalid."""
    return settings_begun(_patch(body))


def shown(agents: Iterable[Agent], *, draft: bool = False) -> list[dict[str, Any]]:
    """`draft`: with what the draft says; else with what is live, or the draft while nothing is."""
    found = list(agents)
    drafts = drafts_of(found)
    held = settings_of_all([*drafts.values(), *(agent.live for agent in found if agent.live)])
    return [_shown(agent, held[drafts[agent.pk].pk], held.get(agent.live_id), draft) for agent in found]


def named(agents: Iterable[Agent]) -> list[dict[str, Any]]:
    """Which there are and whether they run, without anything of their settings."""
    return [
        {
            "id": agent.pk,
            "name": agent.name,
            "purpose": agent.purpose,
            "is_active": agent.is_active,
            "paused_until": agent.paused_until,
            "priority": agent.priority,
            "version": agent.live.number if agent.live else None,
        }
        for agent in agents
    ]


def _shown(agent: Agent, draft: AgentSettings, live: AgentSettings | None, wants_draft: bool) -> dict[str, Any]:
    settings = draft if wants_draft or live is None else live
    return {
        "id": agent.pk,
        **settings.model_dump(mode="json", include=PARTS),
        "is_active": agent.is_active,
        "paused_until": agent.paused_until,
        "priority": agent.priority,
        "version": agent.live.number if agent.live else None,
        "has_draft": live is None or draft != live,
        "created_at": agent.created_at,
        "updated_at": agent.updated_at,
    }


def _patch(body: Mapping[str, Any]) -> dict[str, Any]:
    """What it says about the settings; a name that is no setting is refused where it is laid over them."""
    return {name: value for name, value in body.items() if name not in {*RUNNING, *READ_ONLY}}


def _refuse_what_is_elsewhere(body: Mapping[str, Any]) -> None:
    faults = [fault(name, "elsewhere", door=door) for name, door in ELSEWHERE.items() if name in body]
    if faults:
        raise SettingsInvalid(faults)
