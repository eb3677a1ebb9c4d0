"""What the gates are told of a conversation that is not in Kommo, and which of them are asked at all."""

from datetime import datetime

from agents.circumstances import Circumstances
from agents.gates import Facts, Verdict, decide
from automation.circumstances import circumstances_of
from automation.held_here.held import Held, held_of
from chat.models import Conversation
from crm_kommo import selectors as crm

# Kommo carries nothing here: whether it is connected, has a talk or takes free text says nothing.
OF_KOMMO = frozenset({"connection", "access", "talk", "private", "window", "installed", "lead", "bot"})
OF_STAGE = frozenset({"pipeline", "stage"})
OF_CHANNEL = frozenset({"channel"})


def verdict_here(held: Held, *, has_text: bool, said_at: datetime) -> tuple[Facts, Verdict]:
    """Where no stage or channel is chosen, none is asked about."""
    facts = _facts(held, has_text=has_text, said_at=said_at)
    but = OF_KOMMO
    but |= frozenset() if held.stage else OF_STAGE
    but |= frozenset() if facts.channel else OF_CHANNEL
    return facts, decide(facts, [held.scope] if held.scope else [], but=but)


def verdict_here_now(conversation: Conversation) -> Verdict:
    """What the gates would say to a customer's message now."""
    held = held_of(conversation)
    return verdict_here(held, has_text=True, said_at=held.now())[1]


def _facts(held: Held, *, has_text: bool, said_at: datetime) -> Facts:
    channel, stage = held.conversation.channel, held.stage
    return Facts(
        connected=True,
        kommo_refuses=False,
        has_talk=True,
        has_text=has_text,
        pipeline_id=stage.pipeline_id if stage else None,
        stage_id=stage.stage_id if stage else None,
        channel=channel,
        source_id=None,
        circumstances=_circumstances(held, said_at),
        channel_is_on=not channel or crm.channel_is_on(origin=channel, source_id=None),
    )


def _circumstances(held: Held, said_at: datetime) -> Circumstances:
    scopes = [held.scope] if held.scope else []
    return circumstances_of(held.conversation, scopes=scopes, said_at=said_at, now=held.now())
