"""What the card of one stage shows: what was decided about it, and what can be chosen there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from agents.card_kinds import CARD_NAMES, ENTITIES
from agents.long_lists import Choice, Tick, groups_written, ticks_written
from agents.stages.posted import mode_of
from agents.stages.shown import PipelineShown, StageShown
from agents.tab_form import TabForm
from crm_kommo import selectors as crm
from crm_kommo.models import Pipeline, Stage


@dataclass(frozen=True)
class StageCard:
    """`path` of its settings; `told`: what they say, in JSON's shape.

    `targets`: options, the stages that a lead can be moved to; `fields`: checkboxes, those it can be told to collect;
    `others`: the stages these settings can be copied to.
    """

    path: str
    pipeline: PipelineShown
    stage: StageShown
    mode: str
    told: Mapping[str, Any]
    targets: SafeString
    fields: SafeString
    others: list[StageShown]


def stage_card(
    form: TabForm, *, shown: list[PipelineShown], known: list[Pipeline], pipeline_id: int, stage_id: int
) -> StageCard | None:
    """None for a stage that neither Kommo nor the settings have. One query."""
    pipeline = next((one for one in shown if one.id == pipeline_id), None)
    stage = next((one for one in pipeline.stages if one.id == stage_id), None) if pipeline else None
    if pipeline is None or stage is None:
        return None
    chosen = form.values["pipelines"].get(str(pipeline_id), {"all_statuses": False, "statuses": []})
    chosen = {"stage_settings": {}, **chosen}
    told = chosen["stage_settings"].get(str(stage_id), {})
    move_to = (told.get("exit") or {}).get("move_to") or {}
    target = f"{move_to['pipeline_id']}-{move_to['status_id']}" if move_to else ""
    path = f"pipelines.{pipeline_id}.stage_settings.{stage_id}"
    return StageCard(
        path=path,
        pipeline=pipeline,
        stage=stage,
        mode=mode_of(chosen, str(stage_id)),
        told=told,
        targets=groups_written(_targets(known, leaving=(pipeline_id, stage_id)), chosen=[target]),
        fields=ticks_written(f"{path}.collect[]", _fields(told.get("collect", []))),
        others=[one for one in pipeline.stages if one.id != stage_id and not one.is_missing],
    )


def _targets(known: list[Pipeline], *, leaving: tuple[int, int]) -> list[tuple[str, list[Choice]]]:
    """Pipelines with their stages, as 17-142, and what these are called."""
    return [
        (
            pipeline.name,
            [
                (f"{pipeline.kommo_id}-{stage.kommo_id}", stage.name)
                for stage in pipeline.stages.all()
                if not stage.is_missing
                and stage.type != Stage.INCOMING_TYPE
                and (pipeline.kommo_id, stage.kommo_id) != leaving
            ],
        )
        for pipeline in known
        if not pipeline.is_missing
    ]


def _fields(chosen: list[str]) -> list[Tick]:
    """By their keys with the card in front, lead.cf_12; those that are chosen first."""
    catalogues = crm.field_catalogues(ENTITIES.values())
    gone = _("missing in Kommo")
    found: dict[str, Tick] = {}
    for card, entity in ENTITIES.items():
        card_name = str(CARD_NAMES[card])
        for field in catalogues[entity].values():
            key = f"{card}.{field.key}"
            is_chosen = key in chosen
            if is_chosen or (field.is_writable and not field.is_missing):
                remark = gone if field.is_missing else card_name
                found[key] = Tick(key, field.name, remark, is_ticked=is_chosen, is_bad=field.is_missing)
    unknown = [Tick(key, key, gone, is_ticked=True, is_bad=True) for key in chosen if key not in found]
    return sorted([*found.values(), *unknown], key=lambda one: not one.is_ticked)
