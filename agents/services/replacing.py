"""A stage of Kommo in the place of another, in the choice of every agent that uses it."""

from django.db import transaction

from agents.models import AgentPipeline, AgentPipelineStage
from agents.selectors import stages_in_use
from crm_kommo.uses import Moved, NamedStage, StageKey


@transaction.atomic
def stage_replace(old: StageKey, new: NamedStage) -> list[Moved]:
    """Move what is chosen and told for `old` to `new`; an agent that uses `new` already keeps its choice there."""
    using = stages_in_use().filter(agent_pipeline__pipeline_id=old.pipeline_id, stage_id=old.stage_id)
    return [_move(stage, new) for stage in using.select_for_update(of=("self",))]


def _move(old: AgentPipelineStage, new: NamedStage) -> Moved:
    pipeline = _pipeline(old.agent_pipeline, new)
    taken = pipeline.stages.filter(stage_id=new.key.stage_id).first()
    kept_own = taken is not None and (taken.is_active or bool(taken.prompt))
    if not kept_own:
        target = taken or AgentPipelineStage(agent_pipeline=pipeline, stage_id=new.key.stage_id)
        target.stage_name, target.is_active, target.prompt = new.stage_name, old.is_active, old.prompt
        target.save()
    old.delete()
    return Moved(place=old.agent_pipeline.agent.name, kept_own=kept_own)


def _pipeline(old: AgentPipeline, new: NamedStage) -> AgentPipeline:
    """The agent's choice for the new stage's pipeline: as it is or, where there was none, on if the old one was."""
    pipeline, _is_new = AgentPipeline.objects.get_or_create(
        agent=old.agent,
        pipeline_id=new.key.pipeline_id,
        defaults={"pipeline_name": new.pipeline_name, "is_active": old.is_active},
    )
    return pipeline
