"""What the gates need to know about a conversation: asked of the mirror of Kommo, which is refreshed when it is old."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from agents.circumstances import Circumstances
from agents.gates import BEGINNING, Facts, Scope, Verdict, decide
from agents.selectors import scopes_active
from agents.tools import Deed
from agents.verdicts import Reason
from automation.circumstances import circumstances_of
from chat import selectors as chat_selectors
from chat.models import Conversation, Decision
from crm_kommo import selectors as crm_selectors
from crm_kommo import services as crm
from crm_kommo.errors import Refused
from crm_kommo.job_errors import retried_later
from crm_kommo.messengers import WINDOW, has_window, is_public
from crm_kommo.models import Lead

# A mirror older than this is not trusted with the question where a lead stands.
FRESH = timedelta(seconds=60)
# Nor one older than this when the reply goes out.
FRESH_AT_SEND = timedelta(seconds=10)

# The lead is where the agent does not answer.
LEFT = {Reason.PIPELINE_OFF, Reason.STAGE_OFF, Reason.COLLECTS_ONLY}


def facts_of(
    *,
    conversation: Conversation,
    scopes: Iterable[Scope],
    has_text: bool,
    said_at: datetime,
    max_age: timedelta = FRESH,
) -> Facts:
    """`said_at`: when the customer's first waiting message came; `max_age`: how old the mirror of the lead may be.

    Raises RetryLater while Kommo is away and the mirror does not know the lead.
    """
    connected = _is_connected()
    try:
        lead = _lead_of(conversation, max_age) if connected else None
        refused = False
    except Refused:
        lead, refused = None, True
    circumstances = circumstances_of(conversation, scopes=scopes, said_at=said_at, now=timezone.now())
    return _facts(
        conversation,
        lead,
        circumstances,
        connected=connected,
        kommo_refuses=refused,
        has_text=has_text,
        window_open=_window_is_open(conversation),
    )


def verdict_now(conversation: Conversation) -> Verdict:
    """What the gates would say to a customer's message now, by what is known here: Kommo is not asked."""
    lead = crm_selectors.lead_by_kommo_id(conversation.lead_id) if conversation.lead_id else None
    lead = None if lead is None or lead.is_deleted else lead
    now, scopes = timezone.now(), scopes_active()
    circumstances = circumstances_of(conversation, scopes=scopes, said_at=now, now=now)
    facts = _facts(
        conversation,
        lead,
        circumstances,
        connected=_is_connected(),
        kommo_refuses=False,
        has_text=True,
        window_open=True,
    )
    return decide(facts, scopes)


def why_out_of_scope(*, conversation: Conversation, decision: Decision | None) -> Reason | None:
    """Why a reply is not to be sent any more; `decision` is what it was decided by, None where that is not known.

    The lead is read again: it may have been closed, moved or merged while we thought. Raises RetryLater.
    """
    # A lead that went to another agent's stages has left those of the one that answered.
    scopes = [scope for scope in scopes_active() if decision is None or scope.agent_id == decision.agent_id]
    facts = facts_of(
        conversation=conversation, scopes=scopes, has_text=True, said_at=timezone.now(), max_age=FRESH_AT_SEND
    )
    verdict = decide(facts, scopes)
    if verdict.reason in (Reason.WINDOW_CLOSED, Reason.PUBLIC_COMMENT):
        return verdict.reason
    # Whether a person or a bot has it is asked under the lock, of the agent that answered.
    given_way = {Reason.PERSON_TOOK_OVER, Reason.BOT_TOOK_OVER, *BEGINNING}
    before = decision.trace if decision else {}
    was_closed = facts.stage_id in crm_selectors.CLOSED_STAGES and before.get("stage_id") not in (None, facts.stage_id)
    if verdict.reason in LEFT or was_closed:
        return None if _finishes(scopes, before) else Reason.LEFT_SCOPE
    return Reason.LEFT_SCOPE if verdict.agent_id is None and verdict.reason not in given_way else None


def _finishes(scopes: list[Scope], before: dict[str, Any]) -> bool:
    """Whether an answer that was made in that stage is sent even when the lead has left it."""
    if any(use["did"] == Deed.STAGE_MOVED for use in before.get("tools", ())):
        return True  # the agent itself has moved it while it answered
    pipelines = [scope.settings.pipelines.get(before.get("pipeline_id") or 0) for scope in scopes]
    return any(one and one.stage(before.get("stage_id") or 0).on_leave == "finish" for one in pipelines)


def stage_name_of(facts: Facts) -> str:
    return crm_selectors.stage_name(pipeline_id=facts.pipeline_id, status_id=facts.stage_id)


def _is_connected() -> bool:
    connection = crm_selectors.connection_current()
    return connection is not None and connection.is_usable


def _facts(
    conversation: Conversation,
    lead: Lead | None,
    circumstances: Circumstances,
    *,
    connected: bool,
    kommo_refuses: bool,
    has_text: bool,
    window_open: bool,
) -> Facts:
    return Facts(
        connected=connected,
        kommo_refuses=kommo_refuses,
        circumstances=circumstances,
        has_talk=conversation.talk_id is not None or crm_selectors.bot_waits(conversation.lead_id),
        has_text=has_text,
        pipeline_id=lead.pipeline_id if lead else None,
        stage_id=lead.status_id if lead else None,
        channel=conversation.channel,
        source_id=conversation.source_id,
        channel_is_on=crm_selectors.channel_is_on(origin=conversation.channel, source_id=conversation.source_id),
        is_public=is_public(conversation.channel),
        window_open=window_open,
    )


def _window_is_open(conversation: Conversation) -> bool:
    """Some messengers take free text only for a time after the customer's last message."""
    if not has_window(conversation.channel):
        return True
    last = chat_selectors.last_customer_message_at(conversation.pk)
    return last is None or timezone.now() - last < WINDOW


def _lead_of(conversation: Conversation, max_age: timedelta) -> Lead | None:
    """The lead the talk belongs to, no older than `max_age`; None when the talk has none, or it was deleted."""
    with retried_later():
        lead = crm.lead_fresh(lead_id=conversation.lead_id, max_age=max_age) if conversation.lead_id else None
        if lead is not None:
            return lead
        # A young chat, or a lead that was merged into another: then the talk knows which one it belongs to.
        lead_id = _lead_id_of_talk(conversation) or _lead_id_of_contact(conversation)
        return crm.lead_fresh(lead_id=lead_id, max_age=max_age) if lead_id else None


def _lead_id_of_talk(conversation: Conversation) -> int | None:
    talk = crm.talk_refresh(talk_id=conversation.talk_id) if conversation.talk_id else None
    return _remember(conversation, talk.lead_id) if talk else None


def _lead_id_of_contact(conversation: Conversation) -> int | None:
    """A contact with a single open lead writes about that one; with several nobody can tell."""
    leads = crm_selectors.leads_of_contact(conversation.contact_id) if conversation.contact_id else []
    return _remember(conversation, leads[0].kommo_id) if len(leads) == 1 else None


def _remember(conversation: Conversation, lead_id: int | None) -> int | None:
    if lead_id is None or lead_id == conversation.lead_id:
        return None
    Conversation.objects.filter(pk=conversation.pk).update(lead_id=lead_id)
    conversation.lead_id = lead_id
    return lead_id
