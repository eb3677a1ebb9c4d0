"""What a script says, in words: exact texts as they stand, instructions in the words of a model."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from agents.answering.by_model import by_model
from agents.answering.types import Reply, Situation
from agents.answering.variable_values import text_to_customer
from agents.llm.extractive_model import NAME as BUILT_IN
from agents.scripts.walking import Line


@dataclass(frozen=True)
class Spoken:
    """`written`: the replies of a model among the texts. `failed`: a model was asked and none followed."""

    texts: list[str] = field(default_factory=list)
    written: list[Reply] = field(default_factory=list)
    failed: bool = False


def spoken(situation: Situation, lines: Iterable[Line]) -> Spoken:
    """A script asks for itself: what else the customer is to be asked has to wait.

    Raises ModelError when the situation asks for patience and the model is away.
    """
    result = Spoken()
    for line in lines:
        if line.exact:
            result.texts.append(text_to_customer(line.text, situation))
            continue
        reply = by_model(replace(situation, task=line.text, question=None), may_call=False)
        if reply.model == BUILT_IN or reply.trace.get("guard", {}).get("blocked"):
            # The built-in one quotes articles, whatever it is told; and of what was stopped nothing is left to say.
            return replace(result, failed=True)
        result.texts.append(reply.text)
        result.written.append(reply)
    return result
