"""Which agent answers where: stages × channels. Pure: what agents say in, cells out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from agents.settings import AgentSettings
from agents.settings.reach import Channels, ChosenChannel, PipelineSettings

# Stands for the stages that nobody has named: a pipeline in which all are chosen works in them too.
ANY_STAGE = 0
EVERY_CHANNEL = ChosenChannel(origin="*")


@dataclass(frozen=True)
class Worker:
    """An agent that is on. A lower `priority` is asked first; `is_paused`: for a while it is not asked at all."""

    agent_id: int
    name: str
    priority: int
    settings: AgentSettings
    is_paused: bool = False


@dataclass(frozen=True)
class Answering:
    """An agent in a cell, and whether it answers there or only collects fields and stays silent."""

    worker: Worker
    mode: Literal["answers", "collects"]


@dataclass(frozen=True)
class Clash:
    """Two agents of one priority answer in one cell: ANY_STAGE is in every stage, EVERY_CHANNEL in every channel."""

    other: Worker
    pipeline_id: int
    stage_id: int
    channel: ChosenChannel


def in_order(workers: Iterable[Worker]) -> list[Worker]:
    """Who is asked first in front, as the gates ask them."""
    return sorted(workers, key=lambda worker: (worker.priority, worker.agent_id))


def stage_rows(
    workers: Sequence[Worker], *, pipeline_id: int, stages: Iterable[int], channels: Sequence[ChosenChannel]
) -> list[list[list[Answering]]]:
    """For each stage its cells, one for each channel: the agents that work there, in their order."""
    here = [
        (worker, pipeline, [worker.settings.channels.covers(one.origin, one.source_id) for one in channels])
        for worker in in_order(workers)
        if (pipeline := worker.settings.pipelines.get(pipeline_id)) and pipeline.is_active
    ]
    return [_cells(here, stage_id, len(channels)) for stage_id in stages]


def _cells(
    here: list[tuple[Worker, PipelineSettings, list[bool]]], stage_id: int, channels: int
) -> list[list[Answering]]:
    cells: list[list[Answering]] = [[] for _channel in range(channels)]
    for worker, pipeline, covered in here:
        mode = pipeline.mode(stage_id)
        if mode == "off":
            continue
        answering = Answering(worker, mode)
        for cell, is_covered in zip(cells, covered, strict=True):
            if is_covered:
                cell.append(answering)
    return cells


def clashes(worker: Worker, others: Iterable[Worker]) -> Iterator[Clash]:
    """The other agents that answer in the same cells with the same priority, so that nobody could say who does; of each
    the first such cell. One that only collects there is in nobody's way.
    """
    for other in others:
        if other.agent_id == worker.agent_id or other.priority != worker.priority:
            continue
        channel = _shared_channel(worker.settings.channels, other.settings.channels)
        if channel and (place := _shared_stage(worker.settings, other.settings)):
            yield Clash(other, *place, channel)


def _shared_stage(one: AgentSettings, two: AgentSettings) -> tuple[int, int] | None:
    """Pipeline and stage in which both answer."""
    for pipeline_id, mine in one.pipelines.items():
        theirs = two.pipelines.get(pipeline_id)
        if theirs is None:
            continue
        named = dict.fromkeys([*mine.statuses, *theirs.statuses, ANY_STAGE])
        for stage_id in named:
            if mine.mode(stage_id) == theirs.mode(stage_id) == "answers":
                return pipeline_id, stage_id
    return None


def _shared_channel(one: Channels, two: Channels) -> ChosenChannel | None:
    if one.all and two.all:
        return EVERY_CHANNEL
    if one.all or two.all:
        return next(iter((two if one.all else one).chosen), None)
    return next((mine for mine in one.chosen if two.covers(mine.origin, mine.source_id)), None)
