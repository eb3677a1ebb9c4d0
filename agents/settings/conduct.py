"""How an agent behaves in a conversation: its rhythm, its limits, when it gives way to a person."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from agents.settings.base import Part
from agents.settings.types import KommoId, Line, Switch, Text, Unique


class Rhythm(Part):
    """`wait_seconds`: of quiet before it answers (None: the platform's); `delay_seconds`: not sooner than this."""

    wait_seconds: Annotated[int, Field(ge=0, le=60)] | None = None
    delay_seconds: Annotated[int, Field(ge=0, le=120)] = 0


class Limits(Part):
    """Answers at most, in one conversation and by this agent in a day of the workspace's zone; 0: no limit.

    The costs are those of its models, in the currency of their prices; a model without a price costs nothing.
    """

    per_conversation: Annotated[int, Field(ge=0, le=1000)] = 0
    per_day: Annotated[int, Field(ge=0, le=100_000)] = 0
    cost_per_conversation: Annotated[float, Field(ge=0, le=10_000)] = 0
    cost_per_day: Annotated[float, Field(ge=0, le=1_000_000)] = 0


class HandoffReason(Part):
    """An empty `text`: a sentence of the platform's in the customer's language."""

    is_on: Switch = True
    text: Text = ""


class NoAnswer(HandoffReason):
    """It did not know the answer so many times in a row."""

    times: Annotated[int, Field(ge=1, le=10)] = 2


class Topics(HandoffReason):
    """The customer's message contains one of these words or phrases."""

    is_on: Switch = False
    words: Annotated[list[Annotated[Line, Field(min_length=2)]], Field(max_length=100), Unique] = []

    @model_validator(mode="after")
    def _names_some(self) -> "Topics":
        if self.is_on and not self.words:
            raise ValueError("topics_missing")
        return self


class HandoffTask(Part):
    """The task in Kommo for whoever gets the conversation. An empty `text`: the reason in words."""

    is_on: Switch = True
    text: Line = ""
    within_minutes: Annotated[int, Field(ge=5, le=43_200)] = 60


class Handoff(Part):
    """Why it hands over, what it says then, and to whom: the lead's responsible user, the next of `users`, or one."""

    asked: HandoffReason = HandoffReason()
    no_answer: NoAnswer = NoAnswer()
    angry: HandoffReason = HandoffReason()
    topics: Topics = Topics()
    limit: HandoffReason = HandoffReason()
    to: Literal["responsible", "round_robin", "user"] = "responsible"
    users: Annotated[list[KommoId], Field(max_length=100), Unique] = []
    task: HandoffTask = HandoffTask()

    @model_validator(mode="after")
    def _names_somebody(self) -> "Handoff":
        if self.to == "round_robin" and len(self.users) < 2:
            raise ValueError("round_robin_needs_two")
        if self.to == "user" and len(self.users) != 1:
            raise ValueError("user_missing")
        return self


class Pause(Part):
    number: Annotated[int, Field(ge=1, le=1000)] = 12
    unit: Literal["minutes", "hours", "days", "weeks", "months"] = "hours"


class Takeover(Part):
    """Who silences it by writing in the chat, and when it may answer again: counted from the person's last message.

    None in `resume_after`: never by itself.
    """

    by_person: Switch = True
    by_bot: Switch = False
    resume_after: Pause | None = Pause()
