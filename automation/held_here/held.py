"""A conversation that is held here, with all that stands behind it."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from django.utils import timezone

from agents import selectors as agent_selectors
from agents.answering.persona import Persona
from agents.gates import Scope
from agents.models import Agent, AgentVersion
from chat.models import Conversation
from crm_kommo import selectors as crm
from crm_kommo.models import Lead
from crm_kommo.uses import StageKey


@dataclass(frozen=True)
class Held:
    """`persona`: as whom the customer is seen."""

    conversation: Conversation
    persona: Persona

    @property
    def is_test(self) -> bool:
        return self.conversation.origin == Conversation.Origin.TEST

    @property
    def is_dry(self) -> bool:
        """Nothing may be written: in a test never, elsewhere only where the conversation is about a lead."""
        return self.is_test or self.conversation.lead_id is None

    @cached_property
    def agent(self) -> Agent | None:
        """Who answers here: in a test whoever was chosen, elsewhere only while it answers customers."""
        there = agent_selectors.agents() if self.is_test else agent_selectors.agents_answering()
        return there.filter(pk=self.conversation.agent_id).first()

    @cached_property
    def version(self) -> AgentVersion | None:
        if self.agent is None:
            return None
        if self.is_test and self.persona.version == "draft":
            return agent_selectors.draft_of(self.agent)
        return self.agent.live

    @cached_property
    def scope(self) -> Scope | None:
        """None where nobody answers: the agent is gone or off, or nothing of it was published."""
        if self.agent is None or self.version is None:
            return None
        settings = self.persona.speaks(agent_selectors.settings_of(self.version))
        return replace(agent_selectors.scope_of(self.agent, settings), version=self.version.number)

    @cached_property
    def lead(self) -> Lead | None:
        """As it is known here; Kommo is not asked."""
        lead_id = self.conversation.lead_id or self.persona.lead_id
        lead = crm.lead_by_kommo_id(lead_id) if lead_id else None
        return None if lead is None or lead.is_deleted else lead

    @property
    def stage(self) -> StageKey | None:
        """Where the customer's lead is: where the persona says, or else the lead."""
        if self.persona.stage_id is not None:
            return StageKey(self.persona.pipeline_id, self.persona.stage_id)
        return StageKey(self.lead.pipeline_id, self.lead.status_id) if self.lead else None

    def now(self) -> datetime:
        """By the conversation's own clock."""
        return timezone.now() + self.persona.ahead


def held_of(conversation: Conversation) -> Held:
    return Held(conversation, Persona.model_validate(conversation.persona))
