"""What was decided about one stage, for others of its pipeline too. Pure."""

from collections.abc import Iterable

from agents.settings import AgentSettings
from agents.settings.reach import StageSettings


def stage_copied(settings: AgentSettings, *, pipeline_id: int, stage_id: int, to: Iterable[int]) -> AgentSettings:
    """The settings with the stages in `to` as this one is, chosen or not; a lead is never moved to where it is."""
    pipeline = settings.pipelines[pipeline_id]
    told, is_chosen = pipeline.stage(stage_id), stage_id in pipeline.statuses
    others = [other for other in to if other != stage_id]
    statuses = [one for one in pipeline.statuses if one not in others]
    after = pipeline.model_copy(
        update={
            "statuses": [*statuses, *others] if is_chosen else statuses,
            "stage_settings": {
                **pipeline.stage_settings,
                **{other: _for(told, pipeline_id, other) for other in others},
            },
        }
    )
    return settings.model_copy(update={"pipelines": {**settings.pipelines, pipeline_id: after}})


def _for(told: StageSettings, pipeline_id: int, stage_id: int) -> StageSettings:
    if told.exit and (told.exit.move_to.pipeline_id, told.exit.move_to.status_id) == (pipeline_id, stage_id):
        return told.model_copy(update={"exit": None})
    return told
