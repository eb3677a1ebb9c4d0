"""The model and the tools by turns, until there are words for the customer; within limits that no model can talk away.

What the tools do is done before the words are there, so that the words can say what was done.
"""

import time
from collections import Counter
from dataclasses import dataclass, field, replace

from agents.answering.models_asked import Models
from agents.answering.types import NotWanted, Situation, ToolUse
from agents.handoff.labels import Why
from agents.llm.types import ChatAnswer, ChatRequest, Passage, ToolCall, ToolRound
from agents.models import ModelCall
from agents.tools import tool_called, tools_offered
from agents.tools.calling import told_to_model
from tenants.jobs import lease_renew

# A turn that needs more is not going anywhere; the last of the model's turns is the one without tools.
MODEL_TURNS_MOST = 8
CALLS_MOST = 12
SAME_CALLS_MOST = 2
# A customer waits no longer than this; the lease of a turn is renewed before each request.
SECONDS_MOST = 90.0
# Of all requests together, read and written: about four long prompts and what came of a dozen calls.
TOKENS_MOST = 40_000
# Left for the last request without tools.
LAST_SECONDS = 20.0


@dataclass
class Conversed:
    """`answer`: the model's last words. `request`: the last one made, with all that was looked up. `because`: the model
    gave way to a person. `stopped`: the limit that ended it, "" where none did.
    """

    models: Models
    request: ChatRequest
    answer: ChatAnswer | None = None
    uses: list[ToolUse] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    because: Why | None = None
    stopped: str = ""
    turns: int = 0
    tokens_in: int = 0
    tokens_out: int = 0

    def again(self, request: ChatRequest) -> ChatAnswer:
        """Ask once more, without tools: for an answer that is to be mended. `then` of the request says how."""
        answer = self.models.asked(replace(request, may_call=False, on_text=None), ModelCall.Purpose.REPAIR)
        self.count(answer)
        return replace(answer, calls=())

    @property
    def failed(self) -> bool:
        """A limit ended it, and no model had anything to say in the end."""
        return bool(self.stopped) and self.models.is_built_in

    def count(self, answer: ChatAnswer) -> None:
        self.turns += 1
        self.tokens_in += answer.tokens_in
        self.tokens_out += answer.tokens_out


def conversed(situation: Situation, request: ChatRequest, *, may_call: bool) -> Conversed:
    """Ask, do what is called, tell what came of it, and ask again.

    Raises ModelError as `Models.asked` does, and NotWanted.
    """
    models = Models(situation, ends=time.monotonic() + SECONDS_MOST)
    offers = tools_offered(situation) if may_call and not models.is_built_in else ()
    run = Conversed(models, replace(request, tools=offers))
    calls: Counter[tuple[str, str]] = Counter()
    while True:
        _check_wanted(situation)
        run.stopped = run.stopped or _limit(run)
        is_last = bool(run.stopped) or not offers
        answer = models.asked(replace(run.request, may_call=not is_last))
        run.count(answer)
        if is_last or not answer.calls:
            run.answer = replace(answer, calls=())
            return run
        _round(situation, run, answer, calls)
        if run.because:
            return run


def _round(situation: Situation, run: Conversed, answer: ChatAnswer, calls: Counter[tuple[str, str]]) -> None:
    """Every call is owed its result, also one that is not carried out."""
    told = []
    for call in answer.calls:
        calls[call.name, call.arguments] += 1
        use = _call(situation, run, call, calls)
        run.uses.append(use)
        told.append(use.told)
    rounds = (*run.request.rounds, ToolRound(answer.text, answer.calls, tuple(told)))
    run.request = replace(run.request, rounds=rounds)


def _call(situation: Situation, run: Conversed, call: ToolCall, calls: Counter[tuple[str, str]]) -> ToolUse:
    if run.because:
        return _not_done(call, "The conversation is handed over: nothing more is done.")
    if calls[call.name, call.arguments] > SAME_CALLS_MOST:
        run.stopped = "same_calls"
        return _not_done(call, "You have called this several times already. Answer with what you have.")
    if len(run.uses) >= CALLS_MOST:
        run.stopped = "tool_calls"
        return _not_done(call, "That was called too often. Answer with what you have.")
    _check_wanted(situation)
    lease_renew()
    number = sum(use.name == call.name for use in run.uses) + 1
    outcome, arguments = tool_called(situation, call, key=f"tool-{situation.turn}-{call.name}-{number}")
    run.passages += outcome.passages
    run.because = outcome.because
    return ToolUse(call.name, arguments, outcome.ok, told_to_model(call.name, outcome.told), outcome.did)


def _not_done(call: ToolCall, why: str) -> ToolUse:
    return ToolUse(call.name, {}, ok=False, told=told_to_model(call.name, why))


def _limit(run: Conversed) -> str:
    """The limit that is reached, "" where there is none: then one last answer is asked for, without tools."""
    limits = {
        "model_turns": run.turns >= MODEL_TURNS_MOST - 1,
        "tool_calls": len(run.uses) >= CALLS_MOST,
        "time": time.monotonic() > run.models.ends - LAST_SECONDS,
        "tokens": run.tokens_in + run.tokens_out >= TOKENS_MOST,
    }
    return next((name for name, is_reached in limits.items() if is_reached), "")


def _check_wanted(situation: Situation) -> None:
    if not situation.still_wanted():
        raise NotWanted
