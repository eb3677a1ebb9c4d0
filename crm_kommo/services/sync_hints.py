"""Hooks that name what the mirror does not know show that the account's set-up has changed: its kind is synced."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import connection as database
from django.utils import timezone

from crm_kommo.models import Connection, SyncRun
from crm_kommo.models.failure import Failure
from crm_kommo.payloads.events import ContactChanged, Event, LeadChanged
from crm_kommo.services.sync_runs import sync_start
from tenants.jobs import job_put

HINT_JOB = "kommo.sync_hint"
NOT_MORE_OFTEN_THAN = timedelta(minutes=5)
# Hooks about one change come together: they are waited for.
GATHER = timedelta(seconds=5)
# What may not be read would be unknown for ever.
HOPELESS = (Failure.FORBIDDEN, Failure.MISSING_SCOPE)

# Which kinds name something that is not in the mirror, or is marked as missing there: one look for a whole delivery.
UNKNOWN = """
SELECT
    EXISTS (
        SELECT FROM unnest(%(pipelines)s::bigint[], %(stages)s::bigint[]) AS named (pipeline, stage)
        WHERE NOT EXISTS (
            SELECT FROM crm_stages AS stage JOIN crm_pipelines AS pipeline ON pipeline.id = stage.pipeline_id
            WHERE pipeline.connection_id = %(connection)s AND pipeline.kommo_id = named.pipeline
              AND stage.kommo_id = named.stage AND NOT stage.is_missing
        )
    ),
    EXISTS (
        SELECT FROM unnest(%(fields)s::bigint[]) AS named (field)
        WHERE NOT EXISTS (
            SELECT FROM crm_fields
            WHERE connection_id = %(connection)s AND kommo_id = named.field AND NOT is_missing
        )
    ),
    EXISTS (
        SELECT FROM unnest(%(users)s::bigint[]) AS named ("user")
        WHERE NOT EXISTS (
            SELECT FROM crm_users WHERE connection_id = %(connection)s AND kommo_id = named.user AND NOT is_missing
        )
    )
"""
KINDS = (SyncRun.What.PIPELINES, SyncRun.What.FIELDS, SyncRun.What.USERS)


@dataclass
class Named:
    """Kommo's ids that events name; a stage is named with its pipeline."""

    stages: set[tuple[int, int]] = field(default_factory=set)
    fields: set[int] = field(default_factory=set)
    users: set[int] = field(default_factory=set)


def sync_hint(*, events: Sequence[Event], connection: Connection) -> None:
    """Owe a sync of each kind of which the events name something unknown, in the current transaction.

    Many hooks make one sync, and none is begun earlier than five minutes after the last one of its kind.
    """
    named = _named(events)
    if not (named.stages or named.fields or named.users):
        return
    for what in _unknown(named, connection):
        if due_in := _due_in(what, connection):
            job_put(HINT_JOB, key=what, payload={"what": what}, due_at=timezone.now() + due_in)


def sync_hinted(*, what: str, connection: Connection) -> None:
    """What a hint owed is due."""
    if connection.is_usable:
        sync_start(what=what, user=None, trigger=SyncRun.Trigger.HOOK)


def _named(events: Iterable[Event]) -> Named:
    named = Named()
    for event in events:
        if not isinstance(event, LeadChanged | ContactChanged):
            continue
        named.fields.update(value.field_id for value in event.custom_fields or ())
        # Kommo's robot is user 0.
        named.users.update(filter(None, (event.responsible_user_id, event.modified_user_id)))
        if isinstance(event, LeadChanged) and event.pipeline_id and event.status_id:
            named.stages.add((event.pipeline_id, event.status_id))
    return named


def _unknown(named: Named, connection: Connection) -> list[str]:
    stages = sorted(named.stages)
    with database.cursor() as cursor:
        cursor.execute(
            UNKNOWN,
            {
                "connection": connection.pk,
                "pipelines": [pipeline for pipeline, _stage in stages],
                "stages": [stage for _pipeline, stage in stages],
                "fields": sorted(named.fields),
                "users": sorted(named.users),
            },
        )
        return [what for what, is_unknown in zip(KINDS, cursor.fetchone(), strict=True) if is_unknown]


def _due_in(what: str, connection: Connection) -> timedelta | None:
    """When a sync of this kind may begin; None when the first one is still to come, or none can help."""
    last = connection.sync_runs.filter(what__in=(what, SyncRun.What.ALL)).first()
    if last is None or last.state == SyncRun.State.QUEUED or last.parts.get(what, {}).get("error") in HOPELESS:
        return None
    return max(GATHER, last.created_at + NOT_MORE_OFTEN_THAN - timezone.now())
