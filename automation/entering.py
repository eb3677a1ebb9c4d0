"""What the customer said is written into the cards, before an answer is thought of."""

from dataclasses import replace
from typing import Any

from agents.answering import Situation
from agents.entry.run import fields_enter
from agents.extraction.types import Said
from automation.situations import TEXT_MOST, with_fresh_cards
from chat import selectors as chat_selectors
from chat.models import Conversation, Message
from tenants.jobs import lease_renew

# A customer who does not say something is asked for it again only after so many answers of ours.
ASKED_AGAIN_AFTER = 3
# Messages before the burst that tell what a short answer is about.
CONTEXT = 6


def enter(
    situation: Situation, conversation: Conversation, messages: list[Message]
) -> tuple[Situation, dict[str, Any]]:
    """The situation then knows what to ask; the second value is for the trace. Nothing, while a person has it."""
    lease_renew()
    conversation.refresh_from_db(fields=["answered_by"])
    if conversation.answered_by == Conversation.AnsweredBy.PERSON:
        return situation, {}
    entered = fields_enter(
        situation,
        said=[_as_said(message) for message in messages if message.text],
        before=[_as_said(message) for message in _before(conversation, messages[0])],
        asked_lately=chat_selectors.asked_lately(conversation, answers=ASKED_AGAIN_AFTER),
    )
    situation = situation if situation.is_dry else with_fresh_cards(situation)
    return replace(situation, question=entered.question, told=entered.told), entered.trace


def _before(conversation: Conversation, first: Message) -> list[Message]:
    said = chat_selectors.history(conversation, before=first, limit=CONTEXT)
    answer = chat_selectors.answer_before(first)
    return said if answer is None or answer in said else [*said, answer]


def _as_said(message: Message) -> Said:
    is_customers = message.author == Message.Author.CUSTOMER
    return Said(
        message_id=str(message.pk),
        author="customer" if is_customers else "company",
        text=message.text[:TEXT_MOST],
        at=message.said_at,
    )
