"""Hooks that name something unknown bring a sync of its kind."""

from datetime import timedelta

import pytest
from django.utils import timezone

from crm_kommo import services
from crm_kommo.models import Connection, Delivery, Field, KommoUser, Stage, SyncRun
from crm_kommo.payloads import body_digest, parse
from tenants.models import Job
from tests.jobs import run_due_jobs

LEAD = "account[id]={account}&leads[update][0][id]=501&leads[update][0][name]={name}"
KNOWN = "&leads[update][0][pipeline_id]=11689563&leads[update][0][status_id]=89860455"


@pytest.fixture
def synced(connected) -> Connection:
    """An account whose last sync was an hour ago."""
    run_due_jobs(queues=("sync",))
    SyncRun.objects.update(created_at=timezone.now() - timedelta(hours=1))
    return connected


@pytest.fixture
def hook(synced):
    """`hook("&leads[update][0][…]=…")`: a hook about a lead with these members comes in."""

    def come(members: str, *, name: str = "x") -> None:
        body = (LEAD.format(account=synced.account_id, name=name) + members).encode()
        delivery = Delivery.objects.create(
            connection=synced, digest=body_digest(body), body=body, size=len(body), received_at=timezone.now()
        )
        services.mirror_apply(events=parse(body), delivery=delivery)

    return come


def owed() -> list[str]:
    return sorted(Job.objects.filter(kind="kommo.sync_hint").values_list("key", flat=True))


@pytest.mark.parametrize(
    ("members", "what"),
    [
        ("&leads[update][0][pipeline_id]=11689563&leads[update][0][status_id]=1", "pipelines"),
        ("&leads[update][0][pipeline_id]=1&leads[update][0][status_id]=142", "pipelines"),
        (KNOWN + "&leads[update][0][custom_fields][0][id]=1", "fields"),
        (KNOWN + "&leads[update][0][responsible_user_id]=1", "users"),
    ],
)
def test_what_is_unknown_is_synced(hook, members, what) -> None:
    hook(members)

    assert owed() == [what]
    run_due_jobs(even_later=True, most=4, queues=("sync",))
    assert SyncRun.objects.filter(what=what, trigger="hook").exists()


def test_what_is_known_brings_none(hook) -> None:
    hook(KNOWN + "&leads[update][0][responsible_user_id]=11300001&leads[update][0][modified_user_id]=0")

    assert owed() == []


@pytest.mark.parametrize(("kind", "what"), [(Stage, "pipelines"), (Field, "fields"), (KommoUser, "users")])
def test_what_was_thought_gone_brings_one(hook, kind, what) -> None:
    kind.objects.update(is_missing=True)
    hook(KNOWN + "&leads[update][0][responsible_user_id]=11300001&leads[update][0][custom_fields][0][id]=564832")

    assert owed() == [what]


def test_many_hooks_make_one_sync(hook) -> None:
    for number in range(5):
        hook(f"&leads[update][0][pipeline_id]=1&leads[update][0][status_id]={number + 1}", name=str(number))

    assert owed() == ["pipelines"]


def test_it_is_not_begun_more_often_than_every_five_minutes(hook) -> None:
    SyncRun.objects.update(created_at=timezone.now() - timedelta(minutes=1))
    hook("&leads[update][0][pipeline_id]=1&leads[update][0][status_id]=142")

    wait = Job.objects.get(kind="kommo.sync_hint").due_at - timezone.now()
    assert timedelta(minutes=3, seconds=50) < wait <= timedelta(minutes=4)


def test_one_that_stands_in_line_is_enough(hook) -> None:
    services.sync_start(what="all", user=None)
    hook("&leads[update][0][pipeline_id]=1&leads[update][0][status_id]=142")

    assert owed() == []


def test_ls_11_users_that_may_not_be_read_are_not_asked_for_again_and_again(hook) -> None:
    SyncRun.objects.update(parts={"users": {"added": 0, "changed": 0, "removed": 0, "error": "forbidden"}})
    hook(KNOWN + "&leads[update][0][responsible_user_id]=1")

    assert owed() == []


def test_it_costs_one_look_for_a_delivery(hook, django_assert_max_num_queries) -> None:
    hook(KNOWN)
    members = KNOWN + "&leads[update][0][responsible_user_id]=11300001&leads[update][0][custom_fields][0][id]=564832"
    with django_assert_max_num_queries(7):
        hook(members)
