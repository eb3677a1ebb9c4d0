"""The coverage of one pipeline as its page shows it; the same queries whatever the account holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from agents.coverage import EVERY_CHANNEL, Answering, Worker, stage_rows
from agents.settings.reach import ChosenChannel
from crm_kommo.models import Pipeline, Stage


@dataclass(frozen=True)
class Cell:
    """`first` answers, `others` would if it did not; `is_contested`: two of one priority, so nobody can say who.

    `collecting`: the names of those that fill fields there and stay silent, whoever answers.
    """

    channel: str
    first: Worker | None
    others: list[Worker]
    collecting: str
    is_contested: bool


@dataclass(frozen=True)
class StageRow:
    stage: Stage
    cells: list[Cell]


@dataclass(frozen=True)
class Coverage:
    channels: list[str]
    rows: list[StageRow]
    gaps: int
    contested: int


def coverage_of(
    pipeline: Pipeline, workers: Sequence[Worker], channels: dict[ChosenChannel, str], *, every: str
) -> Coverage:
    """`every`: what the one column is called while no channel is known."""
    columns = channels or {EVERY_CHANNEL: every}
    stages = [stage for stage in pipeline.stages.all() if not stage.is_missing]
    cells = stage_rows(
        [worker for worker in workers if not worker.is_paused],
        pipeline_id=pipeline.kommo_id,
        stages=[stage.kommo_id for stage in stages],
        channels=list(columns),
    )
    rows = [
        StageRow(stage, [_cell(name, found) for name, found in zip(columns.values(), row, strict=True)])
        for stage, row in zip(stages, cells, strict=True)
    ]
    shown = [cell for row in rows for cell in row.cells]
    return Coverage(
        channels=list(columns.values()),
        rows=rows,
        gaps=sum(cell.first is None and not cell.collecting for cell in shown),
        contested=sum(cell.is_contested for cell in shown),
    )


def _cell(channel: str, found: list[Answering]) -> Cell:
    answering = [one.worker for one in found if one.mode == "answers"]
    is_contested = len({worker.priority for worker in answering[:2]}) < len(answering[:2])
    collecting = ", ".join(one.worker.name for one in found if one.mode == "collects")
    return Cell(channel, answering[0] if answering else None, answering[1:], collecting, is_contested)
