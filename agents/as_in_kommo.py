"""Agents with what they use in Kommo as it is called there now, and a mark on what is gone from it."""

from collections.abc import Iterable

from agents.models import Agent
from agents.selectors import integrations_of
from crm_kommo import selectors as crm
from crm_kommo.uses import StageKey


def as_in_kommo(agents: Iterable[Agent]) -> list[Agent]:
    """Names every pipeline and stage of these agents, in memory, and sets `is_missing` on each.

    Sets `kommo` on every agent: its integration, None where it is uninstalled. Two queries, however many there are.
    """
    pipelines = {pipeline.kommo_id: pipeline for pipeline in crm.pipelines_all()}
    stages = {
        StageKey(pipeline.kommo_id, stage.kommo_id): stage
        for pipeline in pipelines.values()
        for stage in pipeline.stages.all()
    }
    marked = list(agents)
    for agent in marked:
        agent.kommo = integrations_of(agent).get("kommo")
        for chosen in agent.pipelines.all():
            pipeline = pipelines.get(chosen.pipeline_id)
            chosen.pipeline_name = pipeline.name if pipeline else chosen.pipeline_name
            chosen.is_missing = pipeline is not None and pipeline.is_missing
            for chosen_stage in chosen.stages.all():
                stage = stages.get(StageKey(chosen.pipeline_id, chosen_stage.stage_id))
                chosen_stage.stage_name = stage.name if stage else chosen_stage.stage_name
                chosen_stage.is_missing = stage is not None and stage.is_missing
    return marked
