from datetime import datetime
from enum import Enum
from typing import Any

from django.db import connection, transaction
from psycopg.types.json import Jsonb

from tenants.jobs.registry import KINDS
from tenants.jobs.wake import wake_clock


class Merge(Enum):
    """What happens to `due_at` when a job of the same kind and key already waits."""

    EARLIEST = "LEAST(waiting.due_at, excluded.due_at)"
    REPLACE = "excluded.due_at"


def job_put(
    kind: str,
    *,
    key: str = "",
    payload: dict[str, Any] | None = None,
    due_at: datetime | None = None,
    merge: Merge = Merge.EARLIEST,
    tenant_id: int | None = None,
) -> None:
    """Owe a job of this kind to the current workspace, in the current transaction; the clock is woken on commit.

    A waiting job of the same kind and key takes over the payload instead of a second row. One that comes while
    its like is running waits until that has ended. `due_at` None means now, by the database's clock.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            # S608: the merge rule is one of two constants above.
            f"""
            INSERT INTO public.tenants_job AS waiting
                (tenant_id, kind, queue, key, payload, state, due_at, attempts, last_error, created_at, updated_at)
            VALUES (%s, %s, %s, %s, %s, 'waiting', COALESCE(%s, statement_timestamp()), 0, '', now(), now())
            ON CONFLICT (tenant_id, kind, key) WHERE state = 'waiting'
            DO UPDATE SET due_at = {merge.value}, payload = excluded.payload, updated_at = now()
            """,  # noqa: S608
            [tenant_id or connection.tenant.pk, kind, KINDS[kind].queue, key, Jsonb(payload or {}), due_at],
        )
    transaction.on_commit(wake_clock)


def job_forget(kind: str, *, key: str = "") -> None:
    """No longer owe the current workspace this, in the current transaction. One that is under way goes on."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM public.tenants_job WHERE tenant_id = %s AND kind = %s AND key = %s AND state = 'waiting'",
            [connection.tenant.pk, kind, key],
        )
