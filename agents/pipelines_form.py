"""What the pipelines tab shows: every pipeline of Kommo with what the draft says about it."""

from dataclasses import dataclass

from agents.settings import AgentSettings
from agents.settings.reach import PipelineSettings
from crm_kommo.models import Pipeline, Stage


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


def pipeline_rows(*, settings: AgentSettings, pipelines: list[Pipeline]) -> list[PipelineRow]:
    """Every pipeline Kommo has, and those gone from it that the agent uses, with its choice."""
    rows = [_row(pipeline, settings.pipelines.get(pipeline.kommo_id)) for pipeline in pipelines]
    return [row for row in rows if row.is_shown]


def _row(pipeline: Pipeline, chosen: PipelineSettings | None) -> PipelineRow:
    rows = [_stage_row(pipeline, stage, chosen) for stage in pipeline.stages.all()]
    return PipelineRow(
        field=f"p{pipeline.kommo_id}",
        name=pipeline.name,
        is_active=bool(chosen and chosen.is_active),
        all_stages=bool(chosen and chosen.all_statuses),
        is_missing=pipeline.is_missing,
        stages=[row for row in rows if row.is_shown],
    )


def _stage_row(pipeline: Pipeline, stage: Stage, chosen: PipelineSettings | None) -> StageRow:
    return StageRow(
        field=f"p{pipeline.kommo_id}-s{stage.kommo_id}",
        key=f"{pipeline.kommo_id}-{stage.kommo_id}",
        name=stage.name,
        colour=stage.colour,
        is_active=bool(chosen and stage.kommo_id in chosen.statuses),
        prompt=chosen.stage(stage.kommo_id).prompt if chosen else "",
        is_missing=stage.is_missing,
        is_new=False,
    )
