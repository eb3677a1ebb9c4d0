"""What an agent would be told in a situation: for the model, and for the page that shows it."""

from agents.answering.types import Situation
from agents.answering.variable_values import told_to_model
from agents.cards import fields_known
from agents.llm.types import Passage
from agents.prompts import Brief, KnownField, Part, prompt_parts
from agents.prompts.fencing import as_data
from agents.variables import TOLD_TO_MODEL


def prompt_of(situation: Situation, passages: list[Passage], *, language: str) -> list[Part]:
    """The prompt in its parts, for an answer in `language`."""
    settings = situation.settings
    texts = {name: told_to_model(getattr(settings, name), situation) for name in TOLD_TO_MODEL}
    return prompt_parts(
        Brief(
            settings=settings.model_copy(update=texts),
            language=language,
            stage_name=situation.stage_name,
            stage_prompt=told_to_model(situation.stage.prompt, situation),
            fields=fields_seen(situation),
            memory=situation.memory,
            question=_question(situation),
            passages=passages,
            task=told_to_model(situation.task, situation),
        )
    )


def _question(situation: Situation) -> str:
    """What is private no model is told of: then the question follows the answer as it is."""
    question = situation.question
    return as_data(question.text) if question and not question.is_private else ""


def fields_seen(situation: Situation) -> list[KnownField]:
    return fields_known(situation.settings, situation.cards)
