"""A stage of Kommo in the place of another, in the settings of every agent that uses it."""

from django.db import transaction
from django.utils.translation import gettext as _

from agents.models import Agent
from agents.selectors import settings_of, stages_in_use, version_asked
from agents.services.versions import draft_change, settings_change
from agents.settings import AgentSettings
from agents.settings.reach import PipelineSettings, StageSettings
from crm_kommo.uses import Moved, NamedStage, StageKey


@transaction.atomic
def stage_replace(old: StageKey, new: NamedStage) -> list[Moved]:
    """Move what is chosen and told for `old` to `new`; an agent that uses `new` already keeps its choice there.

    What is live gets a new version, for a published one never changes.
    """
    using = stages_in_use().filter(agent_pipeline__pipeline_id=old.pipeline_id, stage_id=old.stage_id)
    agents = {stage.agent_pipeline.version.agent_id: stage.agent_pipeline.version.agent for stage in using}
    return [_move(agent, old, new) for agent in agents.values()]


def _move(agent: Agent, old: StageKey, new: NamedStage) -> Moved:
    def change(settings: AgentSettings) -> AgentSettings:
        return _moved(settings, old, new.key)

    held = settings_of(version_asked(agent, draft=False))
    if agent.live and change(held) != held:
        note = _("A stage that is gone from Kommo was replaced by “%(stage)s”") % {"stage": new.stage_name}
        settings_change(agent=agent, change=change, author=None, note=note)
    else:
        draft_change(agent=agent, change=change, author=None)
    return Moved(place=agent.name, kept_own=_is_used(held, new.key))


def _moved(settings: AgentSettings, old: StageKey, new: StageKey) -> AgentSettings:
    """The settings with `new` in the place of `old`, and with `old` nowhere."""
    leaving = settings.pipelines.get(old.pipeline_id, PipelineSettings())
    was_chosen, said = old.stage_id in leaving.statuses, leaving.stage_settings.get(old.stage_id)
    pipelines = {**settings.pipelines, old.pipeline_id: _without(leaving, old.stage_id)}
    entering = pipelines.get(new.pipeline_id, PipelineSettings(is_active=leaving.is_active))
    if not _is_used(settings, new) and (was_chosen or said):
        entering = _with(entering, new.stage_id, was_chosen, said)
    return settings.model_copy(update={"pipelines": {**pipelines, new.pipeline_id: entering}})


def _is_used(settings: AgentSettings, stage: StageKey) -> bool:
    pipeline = settings.pipelines.get(stage.pipeline_id)
    return pipeline is not None and (stage.stage_id in pipeline.statuses or stage.stage_id in pipeline.stage_settings)


def _without(pipeline: PipelineSettings, stage_id: int) -> PipelineSettings:
    kept = {key: said for key, said in pipeline.stage_settings.items() if key != stage_id}
    statuses = [key for key in pipeline.statuses if key != stage_id]
    return pipeline.model_copy(update={"statuses": statuses, "stage_settings": kept})


def _with(pipeline: PipelineSettings, stage_id: int, is_chosen: bool, said: StageSettings | None) -> PipelineSettings:
    return pipeline.model_copy(
        update={
            "statuses": [*pipeline.statuses, *([stage_id] if is_chosen else [])],
            "stage_settings": {**pipeline.stage_settings, **({stage_id: said} if said else {})},
        }
    )
