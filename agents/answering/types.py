from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from agents.answering.variable_values import Known
from agents.extraction.asking import Question
from agents.extraction.types import Told
from agents.llm.types import Turn
from agents.memory import NO_MEMORY, Memory
from agents.models import Agent, AgentVersion
from agents.settings.reach import StageSettings
from agents.verdicts import Reason
from crm_kommo.uses import StageKey


class NotWanted(Exception):
    """While the answer was made, somebody wrote: it is not finished, and nothing more is done for it."""


@dataclass(frozen=True, kw_only=True)
class Situation(Known):
    """What an agent knows when it is to answer.

    `turns` ends with what the customer said last, the messages of a burst joined; `message_ids` are theirs. `told`:
    which of those words were read as values; `question`: what they are to be asked besides; `task`: what a script wants
    said now, whatever was asked. `unknown_in_row`: how many of its last answers here were that it does not know.
    `conversation_id` None: a trial, of which nothing is remembered. `patient`: while a model is only away for the
    moment, raise its ModelError. `is_dry`: tools that change something only say what they would do. `on_text`: is
    given the answer's text as it grows, before any guard has seen it. `still_wanted`: asked between the steps of the
    answering, and before each that changes something; False ends it with NotWanted.
    """

    agent: Agent
    version: AgentVersion
    turns: list[Turn]
    pipeline_id: int | None = None
    stage_id: int | None = None
    lead_id: int | None = None
    contact_id: int | None = None
    conversation_id: int | None = None
    question: Question | None = None
    told: tuple[Told, ...] = ()
    message_ids: tuple[int, ...] = ()
    task: str = ""
    patient: bool = False
    unknown_in_row: int = 0
    memory: Memory = NO_MEMORY
    is_dry: bool = False
    on_text: Callable[[str], None] | None = None
    still_wanted: Callable[[], bool] = lambda: True

    @property
    def said(self) -> str:
        """The customer's last words."""
        return self.turns[-1].text

    @property
    def turn(self) -> str:
        """What names this turn, however often it is begun: the first of its messages. Empty in a trial."""
        return str(min(self.message_ids)) if self.message_ids else ""

    @property
    def stage_key(self) -> StageKey:
        return StageKey(self.pipeline_id or 0, self.stage_id or 0)

    @property
    def stage(self) -> StageSettings:
        """What was decided about the stage the lead is in."""
        pipeline = self.settings.pipelines.get(self.pipeline_id or 0)
        return pipeline.stage(self.stage_id or 0) if pipeline else StageSettings()


@dataclass(frozen=True)
class ToolUse:
    """A tool that a model called. `told`: what it was told of the outcome, as it stands in the conversation with it.

    `did`: what has really happened now, one of agents.tools.deeds; None when nothing has, as in a dry run, for a
    reading tool or after a refusal.
    """

    name: str
    arguments: dict[str, Any]
    ok: bool
    told: str
    did: str | None = None


@dataclass(frozen=True)
class Action:
    """Something that is to happen with a reply, in the transaction that queues it (automation.turn_actions)."""


@dataclass(frozen=True, kw_only=True)
class StageExit(Action):
    """The stage has an exit: when the turn is over, is it to be taken? `stage`: where the lead was."""

    agent_id: int
    lead_id: int
    stage: StageKey


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What the agent would say (nothing, where `text` is empty), why, and which model wrote it.

    `failure`: why the workspace's own model did not, empty when it did. `uses`: the tools it called on the way.
    """

    text: str
    reason: Reason
    model: str = ""
    sources: list[dict[str, Any]] = field(default_factory=list)
    failure: str = ""
    trace: dict[str, Any] = field(default_factory=dict)
    actions: tuple[Action, ...] = ()
    uses: tuple[ToolUse, ...] = ()


# One way to answer; None: it has nothing to say to this, the next one is asked.
Answerer = Callable[[Situation], Reply | None]
