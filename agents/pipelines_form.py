"""The pipelines tab as a form: a posted page becomes an agent's choice, checked against what Kommo has."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import ngettext

from agents.models import Agent
from agents.services.scopes import PipelineChoice, StageChoice
from crm_kommo.models import Pipeline
from tenants.errors import InvalidInput

PROMPT_MOST = 4000


@dataclass(frozen=True)
class StageRow:
    """`is_new`: it came to Kommo after the agent's choice was saved, and is off until somebody switches it on."""

    field: str
    key: str
    name: str
    colour: str
    is_active: bool
    prompt: str
    is_missing: bool
    is_new: bool

    @property
    def is_shown(self) -> bool:
        """What is gone from Kommo concerns only an agent that uses it."""
        return not self.is_missing or self.is_active or bool(self.prompt)


@dataclass(frozen=True)
class PipelineRow:
    field: str
    name: str
    is_active: bool
    all_stages: bool
    is_missing: bool
    stages: list[StageRow]

    @property
    def is_shown(self) -> bool:
        return not self.is_missing or self.is_active or bool(self.stages)


def pipeline_rows(*, agent: Agent, pipelines: list[Pipeline]) -> list[PipelineRow]:
    """What the tab shows: every pipeline Kommo has, and those gone from it that the agent uses, with its choice."""
    chosen = {pipeline.pipeline_id: pipeline for pipeline in agent.pipelines.all()}
    rows = [_row(pipeline, chosen.get(pipeline.kommo_id)) for pipeline in pipelines]
    return [row for row in rows if row.is_shown]


def pipeline_choices(*, posted: QueryDict, pipelines: list[Pipeline]) -> list[PipelineChoice]:
    """What was chosen on the tab. Raises InvalidInput naming the field of an instruction that is too long."""
    return [
        PipelineChoice(
            pipeline_id=pipeline.kommo_id,
            name=pipeline.name,
            is_active=f"p{pipeline.kommo_id}-active" in posted,
            all_stages=f"p{pipeline.kommo_id}-all" in posted,
            stages=[_stage_choice(posted, pipeline, stage) for stage in pipeline.stages.all()],
        )
        for pipeline in pipelines
    ]


def _row(pipeline: Pipeline, chosen) -> PipelineRow:
    stages = {stage.stage_id: stage for stage in chosen.stages.all()} if chosen else {}
    rows = [_stage_row(pipeline, stage, stages) for stage in pipeline.stages.all()]
    return PipelineRow(
        field=f"p{pipeline.kommo_id}",
        name=pipeline.name,
        is_active=bool(chosen and chosen.is_active),
        all_stages=bool(chosen and chosen.all_stages),
        is_missing=pipeline.is_missing,
        stages=[row for row in rows if row.is_shown],
    )


def _stage_row(pipeline: Pipeline, stage, stages: dict) -> StageRow:
    chosen = stages.get(stage.kommo_id)
    return StageRow(
        field=_field(pipeline, stage),
        key=f"{pipeline.kommo_id}-{stage.kommo_id}",
        name=stage.name,
        colour=stage.colour,
        is_active=bool(chosen and chosen.is_active),
        prompt=chosen.prompt if chosen else "",
        is_missing=stage.is_missing,
        is_new=bool(stages) and chosen is None,
    )


def _stage_choice(posted: QueryDict, pipeline: Pipeline, stage) -> StageChoice:
    field = _field(pipeline, stage)
    # Browsers count a line break as one character and send two; PostgreSQL keeps no NUL.
    prompt = posted.get(f"{field}-prompt", "").replace("\r\n", "\n").replace("\x00", "").strip()
    if len(prompt) > PROMPT_MOST:
        raise InvalidInput(
            ngettext(
                "The instruction for “%(stage)s” has %(count)d character; %(most)d fit.",
                "The instruction for “%(stage)s” has %(count)d characters; %(most)d fit.",
                len(prompt),
            )
            % {"stage": stage.name, "count": len(prompt), "most": PROMPT_MOST},
            field=f"{field}-prompt",
        )
    return StageChoice(stage.kommo_id, stage.name, f"{field}-active" in posted, prompt)


def _field(pipeline: Pipeline, stage) -> str:
    return f"p{pipeline.kommo_id}-s{stage.kommo_id}"
