"""From the progress in a script to a Reply: its words, what is to be kept of it, and how it came about."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from agents.answering.script_actions import KeepPlace, StoreAnswer
from agents.answering.script_words import Spoken, spoken
from agents.answering.types import Action, Reply, Situation
from agents.scripts.place import Place
from agents.scripts.turn import Facts, Progress
from agents.verdicts import Reason


def script_reply(
    situation: Situation,
    onward: Callable[[Facts], Progress],
    facts: Facts,
    *,
    before: Place | None = None,
    value: str | None = None,
    field: str | None = None,
    sure: float | None = None,
    aside: Reply | None = None,
    opening: list[str] | None = None,
) -> Reply:
    """`value`: the answer to the open question, for `field`. `aside`: what was answered in between; `opening` is said
    in front of the script's own words. A model that fails on the way is done without.
    """
    progress = onward(facts)
    words = spoken(situation, progress.walk.lines)
    if words.failed:
        progress = onward(replace(facts, has_model=False))
        words = spoken(situation, [line for line in progress.walk.lines if line.exact])
    texts = [*(opening or []), *words.texts]
    return Reply(
        text="\n\n".join(texts),
        reason=_reason(aside),
        model=next((reply.model for reply in [*words.written, *([aside] if aside else [])]), ""),
        sources=aside.sources if aside else [],
        failure=next((reply.failure for reply in [*words.written, *([aside] if aside else [])]), ""),
        trace={**_of_model(aside, words), "script": _trace(situation, progress, value, sure)},
        actions=_actions(situation, progress, before, value, field),
    )


def _reason(aside: Reply | None) -> Reason:
    return Reason.ANSWERED_UNKNOWN if aside and aside.reason is Reason.ANSWERED_UNKNOWN else Reason.BY_SCRIPT


def _of_model(aside: Reply | None, words: Spoken) -> dict[str, Any]:
    """How the model came to its part; what stands in the knowledge base was found for what was asked in between."""
    replies = [aside] if aside else words.written
    return replies[0].trace if replies else {}


def _trace(situation: Situation, progress: Progress, value: str | None, sure: float | None) -> dict[str, Any]:
    walk = progress.walk
    return {
        "id": progress.script.id,
        "name": progress.script.name,
        "heard": progress.heard,
        "answer": value,
        "sure": sure,
        "steps": list(walk.passed),
        "asks": walk.asks.key if walk.asks else "",
        "stop": walk.stop,
        "skipped": list(walk.skipped),
        "looped": walk.looped,
    }


def _actions(
    situation: Situation, progress: Progress, before: Place | None, value: str | None, field: str | None
) -> tuple[Action, ...]:
    if situation.conversation_id is None or not situation.message_ids:
        return ()
    last = max(situation.message_ids)
    actions: list[Action] = [
        KeepPlace(
            agent=situation.agent,
            version=situation.version.number,
            place=progress.place,
            before=before,
            taken_up_to=last,
        )
    ]
    if value is not None and field and situation.lead_id:
        actions.append(
            StoreAnswer(agent=situation.agent, lead_id=situation.lead_id, field=field, value=value, message_id=last)
        )
    return tuple(actions)
