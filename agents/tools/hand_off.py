from typing import Literal

from agents.handoff.labels import Why
from agents.tools.deeds import Deed
from agents.tools.tool import Arguments, Case, Outcome, Tool


class Cause(Arguments):
    because: Literal["customer_asks", "customer_is_angry", "answer_unknown", "other"]


WHY: dict[str, Why] = {"customer_asks": "asked", "customer_is_angry": "angry", "answer_unknown": "no_answer"}


def _run(case: Case, cause: Cause, _key: str) -> Outcome:
    """It comes with the reply, as an action; the words to part with are the company's."""
    because = WHY.get(cause.because, "agent")
    if case.is_dry:
        return Outcome(told="A trial: a person would go on from here.", because=because)
    return Outcome(told="A person goes on from here.", did=Deed.HANDED_OFF, because=because)


HAND_OFF = Tool(
    name="hand_off",
    permission="hand_off",
    description="Give this conversation to a person, once and for all. The customer is told in the company's words: "
    "say nothing besides.",
    arguments=Cause,
    run=_run,
)
