from typing import Protocol

from agents.cards import Cards
from agents.models import Agent, AgentVersion
from agents.settings import AgentSettings
from agents.settings.reach import StageSettings


class Talk(Protocol):
    """Who enters values, and where the customer said them. The Situation in which an agent answers is one.

    `is_dry`: what would be written is only found.
    """

    agent: Agent
    version: AgentVersion
    settings: AgentSettings
    cards: Cards
    conversation_id: int | None
    is_dry: bool

    @property
    def said(self) -> str: ...

    @property
    def stage(self) -> StageSettings: ...
