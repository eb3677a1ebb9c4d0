"""Agents with a mark on what they use and what is gone from Kommo."""

from collections.abc import Iterable

from agents.models import Agent
from crm_kommo import selectors as crm
from crm_kommo.uses import StageKey


def missing_marked(agents: Iterable[Agent]) -> list[Agent]:
    """Sets `is_missing` on every pipeline and stage of these agents; two queries, however many there are."""
    pipelines = {pipeline.kommo_id for pipeline in crm.pipelines_missing()}
    stages = {StageKey(stage.pipeline.kommo_id, stage.kommo_id) for stage in crm.stages_missing()}
    marked = list(agents)
    for agent in marked:
        for pipeline in agent.pipelines.all():
            pipeline.is_missing = pipeline.pipeline_id in pipelines
            for stage in pipeline.stages.all():
                stage.is_missing = StageKey(pipeline.pipeline_id, stage.stage_id) in stages
    return marked
