"""Follow the script in which the conversation stands, or begin the one that is meant for what the customer says."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from agents.answering.by_model import by_model
from agents.answering.script_answers import answer_text, answer_to
from agents.answering.script_reply import script_reply
from agents.answering.types import Reply, Situation
from agents.likeness import likeness
from agents.llm.frames import is_greeting
from agents.passages import passages_found
from agents.script_cards import values_on
from agents.scripts.matching import best_match
from agents.scripts.phrases import not_understood
from agents.scripts.place import Place
from agents.scripts.questions import Said, told_and_asked
from agents.scripts.turn import ASKED_MOST, Facts, Progress, answered, begin, interrupted, not_answered
from agents.scripts.walking import step_of
from agents.selectors import builtin_answers, script_place_of
from agents.settings.scripts import Ask, Script
from agents.verdicts import Reason
from knowledge.languages import language_detect
from knowledge.lexicon.keyboard import repaired


def by_script(situation: Situation) -> Reply | None:
    scripts = [script for script in situation.settings.scripts if script.is_active and script.steps]
    if not scripts:
        return None
    place = _place(situation)
    script = next((script for script in scripts if place and script.id == place.script_id), None)
    step = step_of(script, place.step) if script else None
    if isinstance(step, Ask):
        return _go_on(situation, script, place, step)
    return _begin(situation, scripts)


def _place(situation: Situation) -> Place | None:
    if situation.conversation_id is None or not situation.message_ids:
        return None
    return script_place_of(
        agent=situation.agent,
        conversation_id=situation.conversation_id,
        first_waiting=min(situation.message_ids),
    )


def _begin(situation: Situation, scripts: list[Script]) -> Reply | None:
    said = repaired(situation.said) or situation.said
    match = best_match(said, scripts, likeness=likeness)
    if match is None:
        return None
    reply = script_reply(situation, lambda facts: begin(match.script, facts), _facts(situation), sure=match.sure)
    # A script that has nothing to say without a model leaves the word to the others.
    return reply if reply.text or reply.actions else None


def _go_on(situation: Situation, script: Script, place: Place, step: Ask) -> Reply:
    said = told_and_asked(situation.said)
    facts = _facts(situation)
    answer = answer_to(situation, step)
    value = None if is_greeting(situation.said) else answer_text(answer)
    aside = _aside(situation, said, is_answered=value is not None)
    onward = _onward(situation, script, place, step, value=value, aside=aside)
    opening = [aside.text] if aside else _pardon(answer.rule.spec.choices, onward(facts))
    return script_reply(
        situation,
        onward,
        facts,
        before=place,
        answer=answer if value is not None else None,
        aside=aside,
        opening=opening,
    )


def _onward(
    situation: Situation, script: Script, place: Place, step: Ask, *, value: str | None, aside: Reply | None
) -> Callable[[Facts], Progress]:
    def go(facts: Facts) -> Progress:
        if value is not None:
            return answered(script, place, step, value, facts)
        can_ask = step.exact or facts.has_model
        if can_ask and (is_greeting(situation.said) or (aside and aside.reason is Reason.ANSWERED)):
            return interrupted(script, place, step)
        return not_answered(script, place if can_ask else replace(place, asked=ASKED_MOST), step, facts)

    return go


def _aside(situation: Situation, said: Said, *, is_answered: bool) -> Reply | None:
    """The answer to what the customer asks in between; to what is no question only when the knowledge base knows."""
    about = said.asked or ("" if is_answered or is_greeting(situation.said) else situation.said)
    if not about:
        return None
    if not said.asked and not passages_found(situation.settings, about).confident:
        return None
    turn = replace(situation.turns[-1], text=about)
    # The script has a question open: that is the one to be asked.
    return by_model(replace(situation, turns=[*situation.turns[:-1], turn], question=None), may_call=False)


def _pardon(choices: Sequence[str], progress: Progress) -> list[str]:
    if progress.heard != "not_understood":
        return []
    # Of the question: the answer that could not be read may be a number.
    language = language_detect(progress.walk.lines[0].text)
    return [not_understood(language, choices=list(choices))]


def _facts(situation: Situation) -> Facts:
    return Facts(
        said=situation.said,
        card=values_on(situation.cards),
        has_model=not builtin_answers(situation.agent),
    )
