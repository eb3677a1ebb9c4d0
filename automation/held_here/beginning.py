"""A conversation that is held here begins, or is seen in another way from here on."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from agents import selectors as agent_selectors
from agents.answering.persona import YEARS_OFF, Persona, persona_read
from automation.held_here.held import held_of
from chat import services as chat
from chat.models import Conversation
from crm_kommo import selectors as crm
from crm_kommo.uses import StageKey
from tenants.errors import InvalidInput


def chat_begin(
    *, origin: str, agent_id: int, persona: Mapping[str, Any], at: datetime | None = None, lead_id: int | None = None
) -> Conversation:
    """`at`: what time it is in it now, None for ours. `lead_id`: the lead it is about, which agents may write.

    Raises InvalidInput, which names the path to what cannot be used.
    """
    if not agent_selectors.agents().filter(pk=agent_id).exists():
        raise InvalidInput(_("There is no such agent; GET /api/agents lists them."), field="agent", code="no_agent")
    if lead_id is not None:
        _check_lead(lead_id, field="lead_id")
    read = _timed(_checked(persona_read(persona)), at)
    return chat.conversation_begin(
        origin=origin,
        agent_id=agent_id,
        persona=read.model_dump(mode="json"),
        contact_name=read.contact_name,
        lead_id=lead_id,
        at=timezone.now() + read.ahead,
    )


def chat_persona_set(*, conversation: Conversation, persona: Mapping[str, Any], at: datetime | None) -> Conversation:
    """`at` None: its clock goes on as it did. Raises InvalidInput, also for a time before what was said last."""
    before = held_of(conversation)
    read = _checked(persona_read({**persona, "ahead_seconds": before.persona.ahead_seconds}))
    if at is not None:
        _check_goes_on(conversation, at)
        read = _timed(read, at)
    return chat.conversation_persona_set(conversation=conversation, persona=read.model_dump(mode="json"))


def _timed(persona: Persona, at: datetime | None) -> Persona:
    if at is None:
        return persona
    ahead = round((at - timezone.now()).total_seconds())
    if abs(ahead) > YEARS_OFF:
        raise InvalidInput(_("Choose a time that is at most ten years away."), field="at")
    return persona_read({**persona.model_dump(), "ahead_seconds": ahead})


def _check_goes_on(conversation: Conversation, at: datetime) -> None:
    last = conversation.last_message_at
    if conversation.messages.exists() and last and at < last:
        raise InvalidInput(
            _("Something was said after that already. Begin a new conversation to go back in time."), field="at"
        )


def _checked(persona: Persona) -> Persona:
    """Against what is known of Kommo here."""
    if persona.stage_id is not None and crm.stage_by_key(StageKey(persona.pipeline_id, persona.stage_id)) is None:
        text = _("This pipeline has no such stage in Kommo. If it is new, sync the pipelines first.")
        raise InvalidInput(text, field="persona.stage_id", code="unknown_stage")
    if persona.lead_id is not None:
        _check_lead(persona.lead_id, field="persona.lead_id")
    return persona


def _check_lead(lead_id: int, *, field: str) -> None:
    lead = crm.lead_by_kommo_id(lead_id)
    if lead is None or lead.is_deleted:
        text = _("This lead is not known here. It becomes known when Kommo tells of it, or by a sync.")
        raise InvalidInput(text, field=field, code="unknown_lead")
