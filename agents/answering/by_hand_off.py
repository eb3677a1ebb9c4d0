"""Give way to a person where the customer's words ask for it, or where the agent was of no use again and again."""

from dataclasses import replace

from agents.answering.handing_over import hand_off_reply
from agents.answering.types import Reply, Situation
from agents.handoff.anger import is_angry
from agents.handoff.asks_for_person import asks_for_person
from agents.handoff.labels import Why
from agents.handoff.topics import names_topic
from agents.verdicts import Reason


def by_hand_off(situation: Situation) -> Reply | None:
    """None: nothing in the customer's last words asks for a person."""
    handoff, said = situation.settings.handoff, situation.said
    if handoff.asked.is_on and (words := asks_for_person(said)):
        return _reply(situation, "asked", heard=words)
    if handoff.angry.is_on and (words := is_angry(said)):
        return _reply(situation, "angry", heard=words)
    if handoff.topics.is_on and (topic := names_topic(said, handoff.topics.words)):
        return _reply(situation, "topics", heard=topic)
    return None


def or_hand_off(situation: Situation, reply: Reply) -> Reply:
    """The reply; but a hand-off in place of yet another one that does not know the answer."""
    rule = situation.settings.handoff.no_answer
    again = reply.reason is Reason.ANSWERED_UNKNOWN and situation.unknown_in_row + 1 >= rule.times
    if not (rule.is_on and again):
        return reply
    parting = _reply(situation, "no_answer")
    # What the guard stopped stays told beside the hand-off that it led to.
    verdict = reply.trace.get("guard")
    return replace(parting, trace={**parting.trace, "guard": verdict}) if verdict else parting


def _reply(situation: Situation, why: Why, *, heard: str = "") -> Reply:
    customer = [turn.text for turn in situation.turns if turn.role == "user"]
    return hand_off_reply(
        agent_id=situation.agent.pk, settings=situation.settings, why=why, customer=customer, heard=heard
    )
