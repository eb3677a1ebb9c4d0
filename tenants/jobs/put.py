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
    one = "(SELECT %(key)s::text AS key, %(payload)s::jsonb AS payload) AS one"
    taking_over = f"UPDATE SET due_at = {merge.value}, payload = excluded.payload, updated_at = now()"
    params = owe_params(kind, tenant_id=tenant_id or connection.tenant.pk)
    with connection.cursor() as cursor:
        cursor.execute(
            _insert(one, on_conflict=taking_over),
            {**params, "key": key, "payload": Jsonb(payload or {}), "due_at": due_at},
        )
    transaction.on_commit(wake_clock)


def owe_sql(source: str) -> str:
    """The part of a statement that owes a job due now for each row (key, payload) of `source`, one of its other parts.

    For doors that keep a thing and owe the work on it in one statement, and wake the clock themselves. A job of the
    same key that waits stays as it is. The statement's parameters must include `owe_params`.
    """
    return _insert(source, on_conflict="NOTHING")


def owe_params(kind: str, *, tenant_id: int) -> dict[str, Any]:
    return {"tenant_id": tenant_id, "kind": kind, "queue": KINDS[kind].queue, "due_at": None}


def _insert(source: str, *, on_conflict: str) -> str:
    return f"""
    INSERT INTO public.tenants_job AS waiting
        (tenant_id, kind, queue, key, payload, state, due_at, attempts, last_error, created_at, updated_at)
    SELECT %(tenant_id)s, %(kind)s, %(queue)s, key, payload, 'waiting',
        COALESCE(%(due_at)s::timestamptz, statement_timestamp()), 0, '', now(), now()
    FROM {source}
    ON CONFLICT (tenant_id, kind, key) WHERE state = 'waiting' DO {on_conflict}
    """  # noqa: S608  both are constants of the code
