"""What the Pipelines tab shows: every pipeline of Kommo with its stages, and what the settings say about them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from agents.controls import CONTROLS
from agents.settings import AgentSettings
from agents.settings.reach import PipelineSettings
from crm_kommo.models import Pipeline, Stage


@dataclass(frozen=True)
class Published:
    """What customers meet, and since when."""

    settings: AgentSettings
    at: datetime


@dataclass(frozen=True)
class StageShown:
    """`mode` is what happens there where the agent works in the pipeline: answers, collects or off; `word` says it.

    `is_new`: it came to Kommo after the agent was last published, and nobody has decided about it.
    """

    id: int
    name: str
    colour: str
    mode: str
    word: str
    address: str
    has_prompt: bool
    is_missing: bool
    is_new: bool


@dataclass(frozen=True)
class PipelineShown:
    """`is_open`: its stages stand on the page; those of others come when it is opened."""

    id: int
    name: str
    is_active: bool
    all_statuses: bool
    is_missing: bool
    address: str
    stages: list[StageShown]
    is_open: bool = False

    @property
    def has_missing(self) -> bool:
        return any(stage.is_missing for stage in self.stages)

    @property
    def has_new(self) -> bool:
        return any(stage.is_new for stage in self.stages)

    @property
    def is_idle(self) -> bool:
        """The agent is to work here, and does in no stage."""
        return self.is_active and all(stage.mode == "off" for stage in self.stages)


def pipelines_shown(
    *, settings: AgentSettings, pipelines: Iterable[Pipeline], published: Published | None, address: str
) -> list[PipelineShown]:
    """In Kommo's order; of what is gone from Kommo, what the settings name, also by an id that was never known.

    `address`: of the tab; pipelines and stages have theirs beneath it.
    """
    words = {mode: str(word) for mode, word in CONTROLS["pipelines.*.stage_settings.*.mode"].choices.items()}
    rows = [_pipeline(one, settings.pipelines.get(one.kommo_id), published, address, words) for one in pipelines]
    known = {row.id for row in rows}
    rows += [
        _pipeline(_gone(id_), chosen, None, address, words)
        for id_, chosen in settings.pipelines.items()
        if id_ not in known
    ]
    return [row for row in rows if not row.is_missing or row.is_active or row.stages]


def _gone(pipeline_id: int) -> Pipeline:
    return Pipeline(kommo_id=pipeline_id, name=f"#{pipeline_id}", is_missing=True)


def _pipeline(
    pipeline: Pipeline,
    chosen: PipelineSettings | None,
    published: Published | None,
    above: str,
    words: Mapping[str, str],
) -> PipelineShown:
    address = f"{above}/{pipeline.kommo_id}"
    said = chosen or PipelineSettings()
    named = {*said.statuses, *said.stage_settings}
    # New is what came after a choice was published; where nothing was chosen, everything would be.
    was_chosen = bool(published and published.settings.pipelines.get(pipeline.kommo_id, said).is_active)
    since = published.at if published and was_chosen and pipeline.kommo_id in published.settings.pipelines else None
    stages = list(pipeline.stages.all()) if pipeline.pk else []
    known = {stage.kommo_id for stage in stages}
    stages += [Stage(kommo_id=id_, name=f"#{id_}", is_missing=True) for id_ in sorted(named - known)]
    return PipelineShown(
        id=pipeline.kommo_id,
        name=pipeline.name,
        is_active=said.is_active,
        all_statuses=said.all_statuses,
        is_missing=pipeline.is_missing,
        address=address,
        stages=[
            _stage(
                stage,
                said,
                address,
                words,
                is_new=not said.all_statuses and stage.kommo_id not in named and _is_new(stage, since),
            )
            for stage in stages
            if not stage.is_missing or stage.kommo_id in named
        ],
    )


def _is_new(stage: Stage, since: datetime | None) -> bool:
    return bool(since and stage.first_read_at and stage.first_read_at > since)


def _stage(stage: Stage, said: PipelineSettings, above: str, words: Mapping[str, str], *, is_new: bool) -> StageShown:
    told = said.stage_settings.get(stage.kommo_id)
    mode = said.mode_chosen(stage.kommo_id)
    return StageShown(
        id=stage.kommo_id,
        name=stage.name,
        colour=stage.colour or "currentColor",
        mode=mode,
        word=words[mode],
        address=f"{above}/{stage.kommo_id}",
        has_prompt=bool(told and told.prompt),
        is_missing=stage.is_missing,
        is_new=is_new,
    )
