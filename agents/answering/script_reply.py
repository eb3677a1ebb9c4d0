"""From the progress in a script to a Reply: its words, what is to be kept of it, and how it came about."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from agents.answering.handing_over import hand_off_reply
from agents.answering.script_actions import KeepPlace
from agents.answering.script_answers import answer_store, answer_text
from agents.answering.script_words import Spoken, spoken
from agents.answering.types import Action, Reply, Situation
from agents.answering.variable_values import text_to_customer
from agents.entry.writing import shown
from agents.extraction.types import Finding
from agents.scripts.place import Place
from agents.scripts.turn import Facts, Progress
from agents.verdicts import Reason


def script_reply(
    situation: Situation,
    onward: Callable[[Facts], Progress],
    facts: Facts,
    *,
    before: Place | None = None,
    answer: Finding | None = None,
    sure: float | None = None,
    aside: Reply | None = None,
    opening: list[str] | None = None,
) -> Reply:
    """`answer`: to the open question. `aside`: what was answered in between; `opening` is said in front of the script's
    own words. A model that fails on the way is done without.
    """
    progress = onward(facts)
    words = spoken(situation, progress.walk.lines)
    if words.failed:
        progress = onward(replace(facts, has_model=False))
        words = spoken(situation, [line for line in progress.walk.lines if line.exact])
    parting = _parting(situation, progress)
    texts = [*(opening or []), *words.texts, *([parting.text] if parting else [])]
    return Reply(
        text="\n\n".join(texts),
        reason=parting.reason if parting else _reason(aside),
        model=next((reply.model for reply in [*words.written, *([aside] if aside else [])]), ""),
        sources=aside.sources if aside else [],
        failure=next((reply.failure for reply in [*words.written, *([aside] if aside else [])]), ""),
        trace={
            **_of_model(aside, words),
            "script": _trace(progress, answer, sure),
            "asked": progress.walk.asks.field if progress.walk.asks else "",
        },
        actions=(*_actions(situation, progress, before, answer), *(parting.actions if parting else ())),
    )


def _parting(situation: Situation, progress: Progress) -> Reply | None:
    """The words and the actions of a hand-off, where the script comes to one."""
    if progress.walk.stop != "hands_off":
        return None
    return hand_off_reply(
        agent_id=situation.agent.pk,
        settings=situation.settings,
        why="script",
        customer=[turn.text for turn in situation.turns if turn.role == "user"],
        text=text_to_customer(progress.walk.parts_with, situation),
    )


def _reason(aside: Reply | None) -> Reason:
    return Reason.ANSWERED_UNKNOWN if aside and aside.reason is Reason.ANSWERED_UNKNOWN else Reason.BY_SCRIPT


def _of_model(aside: Reply | None, words: Spoken) -> dict[str, Any]:
    """How the model came to its part; what stands in the knowledge base was found for what was asked in between."""
    replies = [aside] if aside else words.written
    return replies[0].trace if replies else {}


def _trace(progress: Progress, answer: Finding | None, sure: float | None) -> dict[str, Any]:
    walk = progress.walk
    return {
        "id": progress.script.id,
        "name": progress.script.name,
        "heard": progress.heard,
        "answer": shown(answer.rule, answer_text(answer)) if answer else None,
        "field": answer.rule.spec.name if answer else "",
        "unwritten": answer.skipped if answer else None,
        "sure": sure,
        "steps": list(walk.passed),
        "asks": walk.asks.key if walk.asks else "",
        "stop": walk.stop,
        "skipped": list(walk.skipped),
        "looped": walk.looped,
    }


def _actions(
    situation: Situation, progress: Progress, before: Place | None, answer: Finding | None
) -> tuple[Action, ...]:
    if situation.conversation_id is None or not situation.message_ids:
        return ()
    keep = KeepPlace(
        agent=situation.agent,
        version=situation.version.number,
        place=progress.place,
        before=before,
        taken_up_to=max(situation.message_ids),
    )
    store = answer_store(situation, answer) if answer else None
    return (keep, store) if store else (keep,)
