"""What can be synced, each thing by one function of the same shape."""

from collections.abc import Callable
from functools import partial

from django.db import transaction

from crm_kommo.client.kommo import KommoClient
from crm_kommo.models import Connection, Field, KommoUser, Pipeline, Stage, SyncRun
from crm_kommo.sync.chats import sync_chats
from crm_kommo.sync.progress import Progress
from crm_kommo.sync.settings import match_rows

Step = Callable[[KommoClient, Connection, Progress], None]
MAX_NAME = 255


def sync_pipelines(kommo: KommoClient, connection: Connection, progress: Progress) -> None:
    pipelines = kommo.pipelines.all()
    progress.expect(sum(1 + len(pipeline.stages) for pipeline in pipelines))
    wanted = (
        (
            read.id,
            {"name": read.name[:MAX_NAME], "sort": read.sort, "is_main": read.is_main, "is_archive": read.is_archive},
        )
        for read in pipelines
    )
    with transaction.atomic():
        rows, tally = match_rows(
            connection.pipelines.all(), wanted=wanted, new=partial(Pipeline, connection=connection)
        )
        for read in pipelines:
            stages = (
                (
                    stage.id,
                    {
                        "name": stage.name[:MAX_NAME],
                        "colour": stage.colour[:10],
                        "sort": stage.sort,
                        "type": stage.type,
                    },
                )
                for stage in read.stages
            )
            pipeline = rows[read.id]
            tally += match_rows(pipeline.stages.all(), wanted=stages, new=partial(Stage, pipeline=pipeline))[1]
    progress.add(tally)


def sync_fields(kommo: KommoClient, connection: Connection, progress: Progress) -> None:
    for entity in Field.Entity.values:
        fields = kommo.fields.all(entity=entity)
        progress.expect(len(fields))
        wanted = (
            (
                read.id,
                {
                    "name": read.name[:MAX_NAME],
                    "code": read.code[:MAX_NAME],
                    "type": read.type[:40],
                    "sort": read.sort,
                    "enums": [{"id": choice.id, "value": choice.value, "code": choice.code} for choice in read.choices],
                },
            )
            for read in fields
        )
        with transaction.atomic():
            _rows, tally = match_rows(
                connection.fields.filter(entity=entity),
                wanted=wanted,
                new=partial(Field, connection=connection, entity=entity),
            )
        progress.add(tally)


def sync_users(kommo: KommoClient, connection: Connection, progress: Progress) -> None:
    users = kommo.users.all()
    progress.expect(len(users))
    wanted = (
        (
            read.id,
            {
                "name": read.name[:MAX_NAME],
                "email": read.email[:MAX_NAME],
                "is_admin": read.is_admin,
                "is_active": read.is_active,
            },
        )
        for read in users
    )
    with transaction.atomic():
        _rows, tally = match_rows(
            connection.kommousers.all(), wanted=wanted, new=partial(KommoUser, connection=connection)
        )
    progress.add(tally)


STEPS: dict[str, Step] = {
    SyncRun.What.PIPELINES: sync_pipelines,
    SyncRun.What.FIELDS: sync_fields,
    SyncRun.What.USERS: sync_users,
    SyncRun.What.CHANNELS: sync_chats,
}
