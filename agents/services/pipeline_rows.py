from collections.abc import Mapping

from agents.models import AgentPipeline, AgentPipelineStage, AgentVersion
from agents.settings.reach import PipelineSettings
from crm_kommo import selectors as crm


def pipelines_save(*, version: AgentVersion, pipelines: Mapping[int, PipelineSettings]) -> None:
    """Replace a version's pipelines and stages by these, each with its name as it is in Kommo now."""
    known = {pipeline.kommo_id: pipeline for pipeline in crm.pipelines_all()}
    names = {
        (pipeline.kommo_id, stage.kommo_id): stage.name
        for pipeline in known.values()
        for stage in pipeline.stages.all()
    }
    version.pipelines.all().delete()
    rows = AgentPipeline.objects.bulk_create(
        AgentPipeline(
            version=version,
            pipeline_id=pipeline_id,
            pipeline_name=known[pipeline_id].name if pipeline_id in known else "",
            is_active=chosen.is_active,
            all_stages=chosen.all_statuses,
        )
        for pipeline_id, chosen in pipelines.items()
    )
    AgentPipelineStage.objects.bulk_create(
        _stage_row(row, stage_id, chosen, names.get((row.pipeline_id, stage_id), ""))
        for row, chosen in zip(rows, pipelines.values(), strict=True)
        for stage_id in dict.fromkeys([*chosen.statuses, *chosen.stage_settings])
    )


def _stage_row(row: AgentPipeline, stage_id: int, chosen: PipelineSettings, name: str) -> AgentPipelineStage:
    said = chosen.stage_settings.get(stage_id)
    return AgentPipelineStage(
        agent_pipeline=row,
        stage_id=stage_id,
        stage_name=name,
        is_active=stage_id in chosen.statuses,
        settings=None if said is None else said.model_dump(mode="json"),
    )
