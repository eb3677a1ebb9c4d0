"""A sync of a large account keeps to Kommo's limit and uses it, however slowly Kommo answers."""

import time
import uuid

import pytest
from django.conf import settings
from django.db import connection as database
from django.test.utils import CaptureQueriesContext

from crm_kommo.client.limiter import Limiter
from crm_kommo.models import Field, KommoUser, Pipeline, Stage
from tests.crm_kommo.syncs import sync

PER_SECOND = 7
LARGE = {"pipelines": 30, "stages": 300, "fields": 500, "users": 200}
MIRROR = ("pipelines", "stages", "fields", "users", "channels", "talks", "leads", "contacts")


@pytest.fixture
def limiter() -> Limiter:
    """One that has not known Kommo faster than it is here."""
    return Limiter(per_second=PER_SECOND, redis_url=settings.REDIS_URL, egress=str(uuid.uuid4()))


@pytest.fixture
def large(kommo, connected) -> None:
    kommo.post("enlarge", LARGE)
    # Kommo's own limit, of which not one call may be too many.
    kommo.post("settings", {"rate_limit": PER_SECOND})
    connected.sync_runs.all().delete()
    time.sleep(1)  # the calls of connecting count in the second after them
    kommo.forget_calls()


@pytest.mark.alone
@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("latency", [0.0, 0.25])
def test_it_takes_no_longer_than_the_limit_makes_it(kommo, limiter, latency) -> None:
    if latency:
        kommo.fail("/api/v4/", delay=latency, times=1_000)
    run = sync("all", limiter=limiter)

    answers = [call["status"] for call in kommo.calls("/api/v4/")]
    assert run.state == "done"
    assert 429 not in answers
    assert run.duration.total_seconds() <= 1.2 * len(answers) / PER_SECOND
    counts = {"pipelines": Pipeline, "stages": Stage, "fields": Field, "users": KommoUser}
    assert {name: kind.objects.count() for name, kind in counts.items()} == LARGE


@pytest.mark.usefixtures("large")
def test_the_second_one_writes_nothing(kommo, limiter) -> None:
    sync("all", limiter=limiter)
    with CaptureQueriesContext(database) as queries:
        run = sync("all", limiter=limiter)

    writes = [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert run.done > sum(LARGE.values())
    assert [sql for sql in writes if any(f'"crm_{table}"' in sql for table in MIRROR)] == []
