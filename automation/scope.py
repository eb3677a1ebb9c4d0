"""What the gates need to know about a conversation: asked of the mirror of Kommo, which is refreshed when it is old."""

from datetime import timedelta

from agents.gates import Facts
from chat.models import Conversation
from crm_kommo import selectors as crm_selectors
from crm_kommo import services as crm
from crm_kommo.errors import Refused, TryLater
from tenants.jobs import RetryLater

# A mirror older than this is not trusted with the question where a lead stands.
FRESH = timedelta(seconds=60)


def facts_of(*, conversation: Conversation, has_text: bool) -> Facts:
    """Raises RetryLater while Kommo is away and the mirror does not know the lead."""
    connection = crm_selectors.connection_current()
    connected = connection is not None and connection.is_usable
    try:
        lead = _lead_of(conversation) if connected else None
        refused = False
    except Refused:
        lead, refused = None, True
    return Facts(
        connected=connected,
        kommo_refuses=refused,
        person_took_over=conversation.answered_by == Conversation.AnsweredBy.PERSON,
        has_talk=conversation.talk_id is not None,
        has_text=has_text,
        pipeline_id=lead.pipeline_id if lead else None,
        stage_id=lead.status_id if lead else None,
        channel=conversation.channel,
        source_id=conversation.source_id,
        channel_is_on=crm_selectors.channel_is_on(origin=conversation.channel, source_id=conversation.source_id),
    )


def stage_name_of(facts: Facts) -> str:
    return crm_selectors.stage_name(pipeline_id=facts.pipeline_id, status_id=facts.stage_id)


def _lead_of(conversation: Conversation):
    """The lead the talk belongs to, no older than FRESH; None when the talk has none, or it was deleted."""
    try:
        lead_id = conversation.lead_id or _lead_id_of_talk(conversation)
        return crm.lead_fresh(lead_id=lead_id, max_age=FRESH) if lead_id else None
    except TryLater as error:
        raise RetryLater(after=error.after, reason=str(error), counts=False) from error


def _lead_id_of_talk(conversation: Conversation) -> int | None:
    """Hooks of a young chat may come before Kommo has linked it to a lead: then the talk is asked."""
    talk = crm.talk_refresh(talk_id=conversation.talk_id) if conversation.talk_id else None
    if talk and talk.lead_id:
        Conversation.objects.filter(pk=conversation.pk).update(lead_id=talk.lead_id)
        return talk.lead_id
    return None
