"""Taking due jobs: fairly across tenants, each by one claimer only, and never two of one key at a time."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

# How long a claimed job may travel to a worker before the clock takes it to be lost and hands it on again.
TRAVEL_LEASE = timedelta(seconds=15)

# Due rows in the order of a round-robin over tenants: everybody's first, then everybody's second …
# A job whose lease ran out (its worker died, or the broker lost the message) stands in the same line. A job whose like
# is under way waits. The thousands of a tenant who has all he may have are passed over first, which is cheap.
CLAIM = """
WITH under_way AS (
    SELECT tenant_id, count(*) AS jobs FROM public.tenants_job
    WHERE state IN ('claimed', 'running') AND lease_until >= statement_timestamp() AND queue = %(queue)s
    GROUP BY tenant_id
), candidate AS (
    SELECT id, tenant_id, due_at FROM public.tenants_job AS job
    WHERE state = 'waiting' AND queue = %(queue)s AND due_at <= statement_timestamp()
      AND tenant_id NOT IN (SELECT tenant_id FROM under_way WHERE jobs >= %(each)s)
      AND NOT EXISTS (
          SELECT 1 FROM public.tenants_job AS busy
          WHERE busy.tenant_id = job.tenant_id AND busy.kind = job.kind AND busy.key = job.key
            AND busy.state IN ('claimed', 'running')
      )
    UNION ALL
    SELECT id, tenant_id, due_at FROM public.tenants_job
    WHERE state IN ('claimed', 'running') AND lease_until < statement_timestamp() AND queue = %(queue)s
), in_turn AS (
    SELECT id, tenant_id, due_at, row_number() OVER (PARTITION BY tenant_id ORDER BY due_at, id) AS turn FROM candidate
), allowed AS (
    SELECT id, turn, due_at FROM in_turn LEFT JOIN under_way USING (tenant_id)
    WHERE turn + COALESCE(jobs, 0) <= %(each)s
), taken AS (
    SELECT job.id FROM public.tenants_job AS job
    WHERE job.id IN (SELECT id FROM allowed ORDER BY turn, due_at LIMIT %(limit)s)
      AND (job.state = 'waiting' OR job.lease_until < statement_timestamp())
    FOR UPDATE SKIP LOCKED
)
UPDATE public.tenants_job AS job
SET state = 'claimed', claim = %(claim)s, lease_until = statement_timestamp() + %(lease)s,
    updated_at = statement_timestamp()
FROM taken WHERE job.id = taken.id
RETURNING job.id, job.kind, job.tenant_id
"""

IN_FLIGHT = """
SELECT queue, count(*) FROM public.tenants_job
WHERE state IN ('claimed', 'running') AND lease_until >= statement_timestamp() GROUP BY queue
"""

NEXT_DUE = """
SELECT min(next.due_at) FROM unnest(%s::text[]) AS q(name) CROSS JOIN LATERAL (
    SELECT due_at FROM public.tenants_job
    WHERE state = 'waiting' AND queue = q.name AND due_at > statement_timestamp() ORDER BY due_at LIMIT 1
) AS next
"""


@dataclass(frozen=True)
class Claimed:
    job_id: int
    kind: str
    tenant_id: int


def jobs_claim(*, queue: str, limit: int, each: int = 1_000) -> tuple[uuid.UUID, list[Claimed]]:
    """Claim up to `limit` due jobs of a queue, the oldest first; the id of the claim is the right to run them.

    No tenant has more than `each` under way: a slow one, or one with thousands, leaves room for the others.
    """
    claim = uuid.uuid4()
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, {"queue": queue, "limit": limit, "each": each, "claim": claim, "lease": TRAVEL_LEASE})
        # In the order in which they were owed: of two hooks of one second nothing else says which was first.
        return claim, [Claimed(*row) for row in sorted(cursor.fetchall())]


def jobs_release(*, claim: uuid.UUID) -> None:
    """Give back what could not be handed over: whoever claims next may have it at once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE public.tenants_job SET lease_until = statement_timestamp() WHERE claim = %s AND state = 'claimed'",
            [claim],
        )


def jobs_in_flight() -> dict[str, int]:
    """How many jobs of each queue are under way right now."""
    with connection.cursor() as cursor:
        cursor.execute(IN_FLIGHT)
        return dict(cursor.fetchall())


def next_due(*, queues: tuple[str, ...]) -> datetime | None:
    """When the earliest job that is not yet due will be."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT_DUE, [list(queues)])
        return cursor.fetchone()[0]
