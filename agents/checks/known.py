"""Is what settings name in Kommo? What was chosen before may be gone since: unchanged it stays allowed."""

from collections.abc import Iterator

from agents.card_kinds import ENTITIES
from agents.checks.named import (
    FilledField,
    InKommo,
    Named,
    NamedChannel,
    NamedChoice,
    NamedField,
    NamedPipeline,
    NamedStage,
    NamedTarget,
    NamedUser,
)
from agents.faults import Fault, fault
from agents.settings import AgentSettings
from agents.settings.entry import DataEntry
from agents.settings.fields_named import fields_named
from agents.settings.reach import PipelineSettings, StageSettings
from agents.settings.tools import stage_ids
from crm_kommo import selectors as crm
from crm_kommo.models import Stage
from crm_kommo.uses import StageKey


def unknown_in(settings: AgentSettings, *, before: AgentSettings) -> list[Fault]:
    """What `settings` name, and `before` did not, that cannot be used with this account. Five queries at most."""
    already = {named for _path, named in _all_named(before)}
    new = [(path, named) for path, named in _all_named(settings) if named not in already]
    if not new:
        return []
    kommo = in_kommo()
    return [fault(path, problem) for path, named in new if (problem := named.problem(kommo))]


def in_kommo() -> InKommo:
    pipelines = [pipeline for pipeline in crm.pipelines_all() if not pipeline.is_missing]
    stages = {
        StageKey(pipeline.kommo_id, stage.kommo_id): stage
        for pipeline in pipelines
        for stage in pipeline.stages.all()
        if not stage.is_missing
    }
    return InKommo(
        pipelines=frozenset(pipeline.kommo_id for pipeline in pipelines),
        stages=frozenset(stages),
        incoming=frozenset(key for key, stage in stages.items() if stage.type == Stage.INCOMING_TYPE),
        fields=crm.field_catalogues(ENTITIES.values()),
        channels=frozenset(crm.channels_all().values_list("origin", "source_id")),
        users=frozenset(crm.users_all().filter(is_missing=False).values_list("kommo_id", flat=True)),
    )


def _all_named(settings: AgentSettings) -> Iterator[tuple[str, Named]]:
    for pipeline_id, pipeline in settings.pipelines.items():
        yield from _of_pipeline(f"pipelines.{pipeline_id}", pipeline_id, pipeline)
    for one in fields_named(settings):
        yield one.path, FilledField(*one.field) if one.use.fills else NamedField(*one.field)
    yield from _of_choices(settings.data_entry)
    for row, channel in enumerate(settings.channels.chosen):
        yield f"channels.chosen.{row}", NamedChannel(channel.origin, channel.source_id)
    for row, stage in enumerate(settings.tools.stages):
        yield f"tools.stages.{row}", NamedStage(*stage_ids(stage))
    for row, user_id in enumerate(settings.handoff.users):
        yield f"handoff.users.{row}", NamedUser(user_id)


def _of_pipeline(path: str, pipeline_id: int, pipeline: PipelineSettings) -> Iterator[tuple[str, Named]]:
    yield path, NamedPipeline(pipeline_id)
    for row, stage_id in enumerate(pipeline.statuses):
        yield f"{path}.statuses.{row}", NamedStage(pipeline_id, stage_id)
    for stage_id, stage in pipeline.stage_settings.items():
        yield from _of_stage(f"{path}.stage_settings.{stage_id}", StageKey(pipeline_id, stage_id), stage)


def _of_stage(path: str, key: StageKey, stage: StageSettings) -> Iterator[tuple[str, Named]]:
    yield path, NamedStage(*key)
    if stage.exit:
        target = stage.exit.move_to
        yield f"{path}.exit.move_to.pipeline_id", NamedPipeline(target.pipeline_id)
        yield f"{path}.exit.move_to.status_id", NamedStage(target.pipeline_id, target.status_id)
        entering = StageKey(target.pipeline_id, target.status_id)
        yield f"{path}.exit.move_to.status_id", NamedTarget(key, entering, stage.exit.may_close)


def _of_choices(entry: DataEntry) -> Iterator[tuple[str, Named]]:
    for card, rules in entry.by_card.items():
        for row, rule in enumerate(rules):
            for choice in rule.settings.synonyms:
                path = f"data_entry.{card}.{row}.settings.synonyms.{choice}"
                yield path, NamedChoice(card, rule.field_id, choice)
