"""Which tools an agent's model may call, and how far each goes."""

from typing import Annotated

from pydantic import Field, StringConstraints

from agents.settings.base import Part
from agents.settings.types import Line, Switch, Unique

# A stage of a pipeline, both by their ids: won and lost are in every pipeline.
StageName = Annotated[str, StringConstraints(pattern=r"^[1-9]\d{0,18}:[1-9]\d{0,18}$")]


class Tools(Part):
    """Reading and giving way are allowed at first; what changes something in Kommo or writes to somebody is not.

    `stages`: where it may move a lead; `tags`: those it may put. With none of them there is nothing to call.
    """

    search: Switch = True
    look: Switch = True
    hand_off: Switch = True
    set_field: Switch = False
    move_stage: Switch = False
    stages: Annotated[list[StageName], Field(max_length=200), Unique] = []
    create_task: Switch = False
    add_note: Switch = False
    tag: Switch = False
    tags: Annotated[list[Annotated[Line, Field(min_length=1)]], Field(max_length=50), Unique] = []
    send_email: Switch = False


def stage_ids(name: str) -> tuple[int, int]:
    """The ids of its pipeline and of the stage itself."""
    pipeline_id, stage_id = name.split(":")
    return int(pipeline_id), int(stage_id)
