"""What the card of one stage shows: what was decided about it, and what can be chosen there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from agents.card_kinds import CARD_NAMES, ENTITIES
from agents.stages.posted import mode_of
from agents.stages.shown import PipelineShown, StageShown
from agents.tab_form import TabForm
from crm_kommo import selectors as crm
from crm_kommo.models import Pipeline, Stage


@dataclass(frozen=True)
class FieldChoice:
    """`key` with its card in front: lead.cf_12."""

    key: str
    name: str
    card: str
    is_chosen: bool
    is_missing: bool


@dataclass(frozen=True)
class StageCard:
    """`path` of its settings; `told`: what they say, in JSON's shape; `target`: pipeline and stage, as 17-142.

    `targets`: pipelines with the stages that a lead can be moved to, each with its choice and whether it closes the
    lead; `others`: the stages these settings can be copied to.
    """

    path: str
    pipeline: PipelineShown
    stage: StageShown
    mode: str
    told: Mapping[str, Any]
    target: str
    targets: list[tuple[str, list[tuple[str, str]]]]
    fields: list[FieldChoice]
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
    return StageCard(
        path=f"pipelines.{pipeline_id}.stage_settings.{stage_id}",
        pipeline=pipeline,
        stage=stage,
        mode=mode_of(chosen, str(stage_id)),
        told=told,
        target=f"{move_to['pipeline_id']}-{move_to['status_id']}" if move_to else "",
        targets=_targets(known, leaving=(pipeline_id, stage_id)),
        fields=_fields(told.get("collect", [])),
        others=[one for one in pipeline.stages if one.id != stage_id and not one.is_missing],
    )


def _targets(known: list[Pipeline], *, leaving: tuple[int, int]) -> list[tuple[str, list[tuple[str, str]]]]:
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


def _fields(chosen: list[str]) -> list[FieldChoice]:
    """Those that are chosen first."""
    catalogues = crm.field_catalogues(ENTITIES.values())
    found = {
        f"{card}.{field.key}": FieldChoice(
            f"{card}.{field.key}", field.name, str(CARD_NAMES[card]), f"{card}.{field.key}" in chosen, field.is_missing
        )
        for card, entity in ENTITIES.items()
        for field in catalogues[entity].values()
        if (field.is_writable and not field.is_missing) or f"{card}.{field.key}" in chosen
    }
    gone = [FieldChoice(key, key, "", True, True) for key in chosen if key not in found]
    return sorted([*found.values(), *gone], key=lambda one: not one.is_chosen)
