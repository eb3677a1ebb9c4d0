"""Where an agent works, and what of a card it may see."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from agents.settings.base import AsGiven, Part
from agents.settings.card_field import CardKind
from agents.settings.types import (
    CardFieldKey,
    FieldKey,
    KommoId,
    KommoIdKey,
    Switch,
    Text,
    Unique,
    first_repeated,
)


class StageTarget(Part):
    pipeline_id: KommoId
    status_id: KommoId


class Exit(Part):
    """When a lead has done with a stage, and where it goes then. `messages`: of the customer, while in the stage.

    `may_close`: `move_to` may be won or lost.
    """

    when: Literal["collected", "messages"] = "collected"
    messages: Annotated[int, Field(ge=1, le=100, strict=True)] = 5
    move_to: StageTarget
    may_close: Switch = False


class StageSettings(AsGiven):
    """`mode` counts where the stage is chosen: answers · collects fields and stays silent · off.

    `on_leave`: what becomes of an answer that is ready when the lead has left the stage.
    """

    prompt: Text = ""
    mode: Literal["answers", "collects", "off"] = "answers"
    collect: Annotated[list[CardFieldKey], Field(max_length=50), Unique] = []
    exit: Exit | None = None
    on_leave: Literal["stop", "finish"] = "stop"

    @model_validator(mode="after")
    def _can_be_left(self) -> "StageSettings":
        if self.exit and self.exit.when == "collected" and not self.collect:
            raise ValueError("nothing_to_collect")
        return self


class PipelineSettings(Part):
    """`statuses` are the stages chosen; with `all_statuses` every stage is, also one that comes later."""

    is_active: Switch = False
    all_statuses: Switch = False
    statuses: Annotated[list[KommoId], Field(max_length=200), Unique] = []
    stage_settings: dict[KommoIdKey, StageSettings] = {}

    def mode(self, stage_id: int) -> Literal["answers", "collects", "off"]:
        return self.mode_chosen(stage_id) if self.is_active else "off"

    def mode_chosen(self, stage_id: int) -> Literal["answers", "collects", "off"]:
        """The same where the agent works in the pipeline."""
        is_chosen = self.all_statuses or stage_id in self.statuses
        return self.stage(stage_id).mode if is_chosen else "off"

    @property
    def stages_on(self) -> list[int]:
        """Of the stages that are chosen one by one, those in which it works where it works in the pipeline."""
        return [stage_id for stage_id in self.statuses if self.mode_chosen(stage_id) != "off"]

    def stage(self, stage_id: int) -> StageSettings:
        return self.stage_settings.get(stage_id, StageSettings())


class ChosenChannel(AsGiven):
    """A source narrows a channel to one number or page of it."""

    origin: Annotated[str, Field(min_length=1, max_length=100)]
    source_id: KommoId | None = None

    def meets(self, origin: str, source_id: int | None) -> bool:
        """Without a source a channel is every number and page of it."""
        return self.origin == origin and (None in (self.source_id, source_id) or self.source_id == source_id)


class Channels(Part):
    all: Switch = True
    chosen: Annotated[list[ChosenChannel], Field(max_length=500), Unique] = []

    def covers(self, origin: str, source_id: int | None) -> bool:
        """Whether the agent answers there. Some hooks do not name the source: then the channel's code decides."""
        return self.all or any(one.meets(origin, source_id) for one in self.chosen)


class FieldAccess(Part):
    """use: for its own thinking · tell: may be told to the customer."""

    field: FieldKey
    level: Literal["use", "tell"] = "use"


def _once(fields: list[FieldAccess]) -> list[FieldAccess]:
    first_repeated((access.field for access in fields), below="{}.field")
    return fields


Fields = Annotated[list[FieldAccess], Field(max_length=1000), AfterValidator(_once)]


class Access(Part):
    """Which fields of the lead and its contact it sees. A sensitive one never goes to a model, nor into logs."""

    lead: Fields = []
    contact: Fields = []
    sensitive: Annotated[list[CardFieldKey], Field(max_length=1000), Unique] = []

    @property
    def by_card(self) -> Mapping[CardKind, list[FieldAccess]]:
        """What it sees of each."""
        return {"lead": self.lead, "contact": self.contact}


class KnowledgeScope(Part):
    """What it may quote: everything, or these categories and articles together."""

    all: Switch = True
    categories: Annotated[list[KommoId], Field(max_length=500), Unique] = []
    articles: Annotated[list[KommoId], Field(max_length=2000), Unique] = []
