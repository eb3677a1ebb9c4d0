"""What an agent knows of a conversation when it is to answer."""

from dataclasses import replace

from django.utils import timezone

from agents import selectors as agent_selectors
from agents.answering import Situation
from agents.answering.variable_values import Known, settings_worded
from agents.cards import cards_for
from agents.gates import Facts, Scope
from agents.llm.types import Turn
from agents.models import AgentVersion
from agents.remembering.recalling import memory_of
from agents.remembering.window import fitting
from agents.settings.conduct import NoAnswer
from agents.verdicts import Reason
from automation.custody import counts_since
from automation.scope import stage_name_of
from chat import selectors as chat_selectors
from chat.models import Conversation, Message
from tenants.jobs import attempts_left

# What a model is shown of one message, in characters: nobody asks in a book, and the tenant pays for each.
TEXT_MOST = 4_000


def text_of(messages: list[Message]) -> str:
    """What the messages of a burst say together."""
    return "\n".join(message.text for message in messages if message.text.strip())[:TEXT_MOST]


def situation_of(
    conversation: Conversation,
    messages: list[Message],
    scope: Scope,
    facts: Facts,
    *,
    version: AgentVersion | None = None,
) -> Situation:
    """The cards are read, where the agent has any use for them; the company's texts are as they were written.

    `version`: of the agent, None for the live one.
    """
    agent = agent_selectors.agents().get(pk=scope.agent_id)
    version = version or agent.live
    settings = agent_selectors.settings_of(version)
    situation = Situation(
        agent=agent,
        version=version,
        settings=settings,
        turns=[*_said_before(conversation, messages[0]), Turn("user", text_of(messages))],
        now=timezone.now(),
        pipeline_id=facts.pipeline_id,
        stage_id=facts.stage_id,
        stage_name=stage_name_of(facts),
        channel=conversation.channel,
        lead_id=conversation.lead_id,
        contact_id=conversation.contact_id,
        cards=cards_for(settings, lead_id=conversation.lead_id, contact_id=conversation.contact_id),
        conversation_id=conversation.pk,
        message_ids=tuple(message.pk for message in messages),
        patient=attempts_left() > 0,
        unknown_in_row=_unknown_in_row(conversation, settings.handoff.no_answer),
    )
    return replace(
        situation,
        memory=memory_of(
            settings,
            situation.stage,
            situation.cards,
            contact_id=conversation.contact_id,
            conversation=conversation,
        ),
    )


def with_fresh_cards(situation: Situation) -> Situation:
    """The cards as they are after something was written."""
    cards = cards_for(situation.settings, lead_id=situation.lead_id, contact_id=situation.contact_id)
    return replace(situation, cards=cards)


def worded(situation: Situation) -> Situation:
    """The company's texts with what stands on the cards in the place of their variables."""
    return replace(situation, settings=settings_worded(situation))


def scope_worded(conversation: Conversation, scope: Scope, facts: Facts) -> Scope:
    """The same for an agent that does not answer, but says something instead."""
    known = Known(
        settings=scope.settings,
        cards=cards_for(scope.settings, lead_id=conversation.lead_id, contact_id=conversation.contact_id),
        now=timezone.now(),
        channel=conversation.channel,
        stage_name=stage_name_of(facts),
    )
    return replace(scope, settings=settings_worded(known))


def _unknown_in_row(conversation: Conversation, rule: NoAnswer) -> int:
    if not rule.is_on or rule.times == 1:
        return 0
    return chat_selectors.answers_in_row(
        conversation, reason=Reason.ANSWERED_UNKNOWN, since=counts_since(conversation), most=rule.times
    )


def _said_before(conversation: Conversation, first: Message) -> list[Turn]:
    said = chat_selectors.history(conversation, before=first)
    texts = [message.text for message in reversed(said)]
    whole = said[-fitting(texts) :] if said else []
    return [
        Turn("user" if message.author == Message.Author.CUSTOMER else "assistant", message.text[:TEXT_MOST])
        for message in whole
        if message.text
    ]
