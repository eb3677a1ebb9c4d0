"""Scripts: what an agent goes through with a customer, step by step."""

import re
from typing import Annotated, Literal

from pydantic import Field, model_validator

from agents.settings.base import Part, Within
from agents.settings.types import CardFieldKey, Line, Switch, Text, Unique

NUMBER = re.compile(r"-?\d{1,15}(?:[.,]\d{1,6})?")
StepKey = Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,40}$")]


class Say(Part):
    """`exact`: these very words; otherwise an instruction to a model."""

    kind: Literal["say"] = "say"
    key: StepKey
    text: Annotated[Text, Field(min_length=1)]
    exact: Switch = True


class Ask(Part):
    """Ask, wait for the answer, and store it in `field`."""

    kind: Literal["ask"] = "ask"
    key: StepKey
    text: Annotated[Text, Field(min_length=1)]
    exact: Switch = True
    field: CardFieldKey


class Condition(Part):
    """Go on at `then` if it holds, else at `otherwise` (empty: the next step). `said`: of the customer's last words."""

    kind: Literal["condition"] = "condition"
    key: StepKey
    of: CardFieldKey | Literal["said"]
    test: Literal["is", "is_not", "contains", "is_empty", "is_filled", "above", "below"]
    value: Line = ""
    then: StepKey
    otherwise: StepKey | Literal[""] = ""

    @property
    def incomparable(self) -> str:
        """What is wrong with what it compares with, "" when nothing is."""
        if self.test in ("is_empty", "is_filled"):
            return ""
        if not self.value:
            return "value_missing"
        return "number_expected" if self.test in ("above", "below") and not NUMBER.fullmatch(self.value) else ""


class GoTo(Part):
    kind: Literal["go_to"] = "go_to"
    key: StepKey
    step: StepKey


class HandOff(Part):
    kind: Literal["hand_off"] = "hand_off"
    key: StepKey
    text: Text = ""


class End(Part):
    kind: Literal["end"] = "end"
    key: StepKey


Step = Annotated[Say | Ask | Condition | GoTo | HandOff | End, Field(discriminator="kind")]


STEP_KINDS = ("say", "ask", "condition", "go_to", "hand_off", "end")


class Script(Part):
    """`when` and `examples`: what a customer says for whom it is meant."""

    id: Annotated[int, Field(ge=1)]
    name: Annotated[Line, Field(min_length=1, max_length=120)]
    is_active: Switch = True
    when: Text = ""
    examples: Annotated[list[Annotated[Line, Field(min_length=1)]], Field(max_length=20), Unique] = []
    steps: Annotated[list[Step], Field(max_length=100)] = []

    @model_validator(mode="after")
    def _leads_somewhere(self) -> "Script":
        keys: set[str] = set()
        for row, step in enumerate(self.steps):
            if step.key in keys:
                raise Within(f"steps.{row}.key", "step_twice")
            keys.add(step.key)
        for row, step in enumerate(self.steps):
            if isinstance(step, Condition) and (problem := step.incomparable):
                raise Within(f"steps.{row}.value", problem)
            for name, aim in aims_of(step).items():
                if aim and aim not in keys:
                    raise Within(f"steps.{row}.{name}", f"no_such_step:{aim}")
        return self


def aims_of(step: Step) -> dict[str, str]:
    """Where a step may send the conversation other than to the next one, by the setting that says so."""
    if isinstance(step, Condition):
        return {"then": step.then, "otherwise": step.otherwise}
    return {"step": step.step} if isinstance(step, GoTo) else {}
