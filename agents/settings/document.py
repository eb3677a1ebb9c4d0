from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from agents.settings.base import Part
from agents.settings.conduct import Handoff, Limits, Rhythm, Takeover
from agents.settings.entry import DataEntry
from agents.settings.guards import Guards
from agents.settings.hours import Hours
from agents.settings.memory import Memory
from agents.settings.model import Model
from agents.settings.reach import Access, Channels, KnowledgeScope, PipelineSettings
from agents.settings.scripts import Script
from agents.settings.style import Language, Style
from agents.settings.tools import Tools
from agents.settings.types import KommoIdKey, LongText, Text


class AgentSettings(Part):
    """Everything a version of an agent holds; `pipelines` lie in tables of their own (agents.models.scope)."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]
    purpose: Annotated[str, StringConstraints(max_length=120, strip_whitespace=True)] = ""
    role: Text = ""
    goal: Text = ""
    instructions: LongText = ""
    style: Style = Style()
    language: Language = Language()
    model: Model = Model()
    hours: Hours = Hours()
    rhythm: Rhythm = Rhythm()
    limits: Limits = Limits()
    guards: Guards = Guards()
    handoff: Handoff = Handoff()
    takeover: Takeover = Takeover()
    pipelines: Annotated[dict[KommoIdKey, PipelineSettings], Field(max_length=200)] = {}
    channels: Channels = Channels()
    access: Access = Access()
    data_entry: DataEntry = DataEntry()
    knowledge: KnowledgeScope = KnowledgeScope()
    tools: Tools = Tools()
    memory: Memory = Memory()
    scripts: Annotated[list[Script], Field(max_length=100)] = []

    @model_validator(mode="after")
    def _scripts_once(self) -> "AgentSettings":
        if len({script.id for script in self.scripts}) != len(self.scripts):
            raise ValueError("script_twice")
        return self
