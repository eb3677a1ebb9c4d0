"""What an agent says and does when it gives way to a person."""

from collections.abc import Sequence
from dataclasses import dataclass

from agents.answering.types import Action, Reply
from agents.handoff.labels import Why
from agents.handoff.sentences import parting_words
from agents.manner import answer_language
from agents.settings import AgentSettings
from agents.settings.conduct import Handoff
from agents.verdicts import Reason
from knowledge.languages import language_detect

# So many of the customer's last words tell the language: “ok” alone does not.
READ_BACK = 5


@dataclass(frozen=True, kw_only=True)
class HandOver(Action):
    """The conversation is a person's from here on, and whoever gets it has a task in Kommo.

    `said`: the customer's last words. `keeps`: the agent keeps the conversation and there is only the task, which is
    made whatever the settings say of tasks: silence must not be all.
    """

    agent_id: int
    why: Why
    said: str
    handoff: Handoff
    keeps: bool = False


def hand_off_reply(
    *, agent_id: int, settings: AgentSettings, why: Why, customer: Sequence[str], text: str = "", heard: str = ""
) -> Reply:
    """Part with the customer and give the conversation to a person.

    `customer`: what the customer said, the last in the end; `heard`: the words of theirs that are the reason, or the
    company's topic that they name. `text`: the words to part with, where they are not those of the settings.
    """
    theirs = language_detect("\n".join(customer[-READ_BACK:]))
    language = answer_language(settings.language, customers=theirs)
    own = getattr(settings.handoff, why).text if why not in ("script", "agent") else ""
    words = text or own or parting_words(why, language=language, formality=settings.style.formality)
    return Reply(
        text=words,
        reason=Reason.LIMIT_REACHED if why == "limit" else Reason.HANDED_OFF,
        trace={"handoff": why} | ({"heard": heard} if heard else {}),
        actions=(HandOver(agent_id=agent_id, why=why, said=customer[-1], handoff=settings.handoff),),
    )


def task_only_reply(*, agent_id: int, settings: AgentSettings, why: Why, said: str) -> Reply:
    """Say nothing and keep the conversation, but somebody gets to know."""
    action = HandOver(agent_id=agent_id, why=why, said=said, handoff=settings.handoff, keeps=True)
    return Reply(text="", reason=Reason.LIMIT_REACHED, trace={"handoff": why}, actions=(action,))
