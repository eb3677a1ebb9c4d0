from typing import Protocol

from agents.cards import Cards
from agents.models import Agent, AgentVersion
from agents.settings import AgentSettings
from agents.settings.reach import StageSettings


class Talk(Protocol):
    """Who enters values, and where the customer said them. The Situation in which an agent answers is one."""

    agent: Agent
    version: AgentVersion
    settings: AgentSettings
    cards: Cards
    conversation_id: int | None

    @property
    def said(self) -> str: ...

    @property
    def stage(self) -> StageSettings: ...
