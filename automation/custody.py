"""Whether somebody else has a conversation, as an agent's own rule sees it, and when the agent takes it back."""

from datetime import datetime

from agents import selectors as agent_selectors
from agents.custody import Custody, bot_silences, person_silences
from agents.settings.conduct import Takeover
from agents.verdicts import Reason
from chat import selectors as chat_selectors
from chat import services as chat
from chat.models import Conversation, Message
from crm_kommo import selectors as crm_selectors

# Words with which an agent gives a conversation away: they are said although a person has it by then.
PARTING = (Reason.HANDED_OFF, Reason.LIMIT_REACHED)


def custody_of(conversation: Conversation) -> Custody | None:
    """None while no person has it."""
    if conversation.answered_by != Conversation.AnsweredBy.PERSON:
        return None
    since = [at for at in (conversation.taken_over_at, conversation.person_wrote_at) if at]
    return Custody(
        since=max(since, default=conversation.updated_at),
        by_writing=conversation.taken_over_how == Conversation.TakenOver.WROTE,
        owes=conversation.lead_id is not None and crm_selectors.lead_has_open_task(conversation.lead_id),
    )


def bot_wrote_at(conversation: Conversation) -> datetime | None:
    """A bot that waits for our words has not taken over, whatever it said before."""
    waits_for_us = conversation.bot_wrote_at is not None and crm_selectors.bot_waits(conversation.lead_id)
    return None if waits_for_us else conversation.bot_wrote_at


def counts_since(conversation: Conversation) -> datetime | None:
    """What was said in an earlier episode, or before a person had it, counts no more, once an agent has it again."""
    known = [
        conversation.handed_back_at,
        conversation.taken_over_at,
        conversation.person_wrote_at,
        conversation.episode_began_at,
    ]
    return max((at for at in known if at), default=None)


def is_preempted(conversation: Conversation, first: Message) -> bool:
    """Whether the person who has it came after the customer had written this, the first message that waits."""
    how, took_it_at = conversation.taken_over_how, conversation.taken_over_at
    if took_it_at is None or how == Conversation.TakenOver.HANDED:
        return False
    if how == Conversation.TakenOver.WROTE:
        # Kommo tells whole seconds, so that the order in which words came is asked.
        return not chat_selectors.person_wrote_before(first, since=took_it_at)
    return took_it_at >= first.created_at


def why_given_way(conversation: Conversation, takeover: Takeover, now: datetime) -> Reason | None:
    """Why an agent with this rule is to keep to itself now what it was about to say."""
    if person_silences(custody_of(conversation), takeover, now):
        return Reason.HUMAN_PREEMPTED
    return Reason.BOT_TOOK_OVER if bot_silences(bot_wrote_at(conversation), takeover, now) else None


def why_not_to_send(conversation: Conversation, reply: Message, now: datetime) -> Reason | None:
    """The same about a reply that waits, by the rule of the agent that made it; called under the lock."""
    alone = conversation.answered_by == Conversation.AnsweredBy.AGENT and conversation.bot_wrote_at is None
    if alone:
        return None
    decision = chat_selectors.decision_of(reply)
    settings = agent_selectors.settings_live(decision.agent_id) if decision and decision.agent_id else None
    takeover = settings.takeover if settings else Takeover()
    if decision and decision.reason in PARTING and conversation.taken_over_how == Conversation.TakenOver.HANDED:
        was_first = takeover.by_person and chat_selectors.person_wrote_after(reply)
        return Reason.HUMAN_PREEMPTED if was_first else None
    return why_given_way(conversation, takeover, now)


def take_back(conversation: Conversation, takeover: Takeover, now: datetime) -> Conversation:
    """The agent answers where a person had the conversation: it is the agent's again, if their time has passed.

    Where people's writing does not silence the agent, both have it.
    """
    custody = custody_of(conversation)
    if custody is None or (custody.by_writing and not takeover.by_person):
        return conversation
    return chat.conversation_hand_back(conversation=conversation, at=now)
