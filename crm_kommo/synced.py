"""What was synced from Kommo, as its page shows it: a constant number of queries, whatever the account holds."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from crm_kommo import selectors
from crm_kommo.models import Channel, Field, KommoUser, Pipeline, Stage
from crm_kommo.uses import FieldUse, StageKey, StageUse, field_uses, stage_uses

Use = TypeVar("Use", StageUse, FieldUse)


@dataclass(frozen=True, slots=True, kw_only=True)
class VanishedStage:
    """A stage that is gone from Kommo, and what uses it all the same."""

    stage: Stage
    key: StageKey
    uses: list[StageUse]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownField:
    field: Field
    uses: list[FieldUse]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldsOfEntity:
    label: str
    fields: list[ShownField]


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    pipelines: list[Pipeline]
    entities: list[FieldsOfEntity]
    users: list[KommoUser]
    channels: list[Channel]
    vanished: list[VanishedStage]


def synced() -> Synced:
    """Each stage with `is_used`: whether something here uses it."""
    pipelines = list(selectors.pipelines_all())
    used = {use.stage for use in stage_uses.ask()}
    for pipeline in pipelines:
        for stage in pipeline.stages.all():
            stage.is_used = StageKey(pipeline.kommo_id, stage.kommo_id) in used
    fields = list(selectors.fields_all())
    uses = _by(field_uses.ask(), lambda use: (use.entity, use.field_id))
    return Synced(
        pipelines=pipelines,
        entities=[
            FieldsOfEntity(
                label=str(entity.label),
                fields=[
                    ShownField(field=field, uses=uses[field.entity, field.kommo_id])
                    for field in fields
                    if field.entity == entity
                ],
            )
            for entity in Field.Entity
        ],
        users=list(selectors.users_all()),
        channels=list(selectors.channels_all()),
        vanished=vanished_stages(),
    )


def vanished_stages() -> list[VanishedStage]:
    """The stages that are used here and gone from Kommo."""
    uses = _by(stage_uses.ask(), lambda use: use.stage)
    if not uses:
        return []
    stages = [(StageKey(stage.pipeline.kommo_id, stage.kommo_id), stage) for stage in selectors.stages_missing()]
    return [VanishedStage(stage=stage, key=key, uses=uses[key]) for key, stage in stages if key in uses]


def _by(uses: Iterable[Use], key) -> defaultdict[object, list[Use]]:
    found: defaultdict[object, list[Use]] = defaultdict(list)
    for use in uses:
        found[key(use)].append(use)
    return found
