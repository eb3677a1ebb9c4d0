"""What a tool is, and what it is told of the conversation it is called in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict

from agents.entry.talk import Talk
from agents.handoff.labels import Why
from agents.llm.types import Passage
from agents.tools.deeds import Deed
from crm_kommo.uses import StageKey


class Case(Talk, Protocol):
    """The conversation in which a tool is called; the Situation in which an agent answers is one."""

    now: datetime
    lead_id: int | None
    contact_id: int | None
    message_ids: tuple[int, ...]
    stage_name: str
    is_dry: bool

    @property
    def stage_key(self) -> StageKey: ...


class Arguments(BaseModel):
    """What a model gives a tool. Nothing is optional: strict schemas know no defaults."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """`told`: to the model, in plain words. `did`: None where nothing has changed. `because`: a person is to go on."""

    told: str
    ok: bool = True
    did: Deed | None = None
    passages: tuple[Passage, ...] = ()
    because: Why | None = None


Choices = Mapping[str, Sequence[str]]


def no_choices(_case: Any) -> Choices:
    return {}


@dataclass(frozen=True, kw_only=True)
class Tool:
    """`permission`: the switch in the settings' `tools`. `choices`: for arguments that are one of a list, the list;
    where one of the lists is empty, the tool is not offered. `run` takes the case, the arguments and a key that names
    the effect, so that the same turn never has it twice. `writes`: it changes something; a dry run only says what.
    """

    name: str
    permission: str
    description: str
    arguments: type[Arguments]
    run: Callable[[Any, Any, str], Outcome]
    writes: bool = False
    choices: Callable[[Any], Choices] = no_choices
    is_possible: Callable[[Any], bool] = field(default=lambda _case: True)
