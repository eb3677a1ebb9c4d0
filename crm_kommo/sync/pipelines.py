from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from django.db import transaction

from crm_kommo.client.errors import UnreadableAnswer
from crm_kommo.client.kommo import KommoClient
from crm_kommo.client.resources.pipelines import Pipeline as ReadPipeline
from crm_kommo.client.resources.pipelines import Stage as ReadStage
from crm_kommo.models import Connection, Pipeline, Stage, SyncRun
from crm_kommo.sync.progress import Progress, Tally
from crm_kommo.sync.readings import Reading
from crm_kommo.sync.settings import MAX_NAME, match_rows


def read_pipelines(kommo: KommoClient) -> Iterator[list[ReadPipeline]]:
    pipelines = kommo.pipelines.all()
    if not pipelines:  # every account has one: an empty list is a fault, and would mark all of them as gone
        raise UnreadableAnswer("The list of pipelines is empty.")
    yield pipelines


def keep_pipelines(pipelines: list[ReadPipeline], connection: Connection, progress: Progress) -> Iterable[Reading]:
    progress.expect(sum(1 + len(pipeline.stages) for pipeline in pipelines))
    with transaction.atomic():
        progress.add(SyncRun.What.PIPELINES, _match(pipelines, connection))
    return []


def _match(pipelines: list[ReadPipeline], connection: Connection) -> Tally:
    wanted = ((read.id, _pipeline_values(read)) for read in pipelines)
    new = partial(Pipeline, connection=connection)
    rows, tally = match_rows(connection.pipelines.all(), wanted=wanted, new=new)
    for read in pipelines:
        pipeline = rows[read.id]
        stages = ((stage.id, _stage_values(stage)) for stage in read.stages)
        tally += match_rows(pipeline.stages.all(), wanted=stages, new=partial(Stage, pipeline=pipeline))[1]
    # A pipeline that is gone has taken its stages with it.
    orphans = Stage.objects.filter(pipeline__connection=connection, pipeline__is_missing=True, is_missing=False)
    if ids := list(orphans.values_list("pk", flat=True)):
        tally["removed"] += Stage.objects.filter(pk__in=ids).update(is_missing=True)
    return tally


def _pipeline_values(read: ReadPipeline) -> dict[str, Any]:
    return {
        "name": read.name[:MAX_NAME],
        "sort": read.sort,
        "is_main": read.is_main,
        "is_archive": read.is_archive,
    }


def _stage_values(read: ReadStage) -> dict[str, Any]:
    return {"name": read.name[:MAX_NAME], "colour": read.colour[:10], "sort": read.sort, "type": read.type}


def pipeline_readings() -> list[Reading]:
    return [Reading(SyncRun.What.PIPELINES, read_pipelines, keep_pipelines)]
