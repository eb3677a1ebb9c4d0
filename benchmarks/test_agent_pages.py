"""How long the server takes for each page of an agent in a large account, beside the limit. `make bench` prints it."""

import time
from collections.abc import Callable

import pytest
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agents.models import Agent
from agents.services import agent_create
from agents.settings import AgentSettings
from crm_kommo.models import Channel, Connection, Field, KommoUser, Pipeline, Stage
from tests.factories import AgentFactory

PIPELINES, STAGES, FIELDS, USERS, CHANNELS = 50, 20, 500, 50, 10
LIMIT_MS = 200
TIMES = 5
PAGES = {
    "list": "ai-agents",
    "new": "ai-agents/new",
    "coverage": "ai-agents/coverage",
    "basics": "ai-agents/{agent}/edit",
    "pipelines": "ai-agents/{agent}/edit/pipelines",
    "one stage": "ai-agents/{agent}/edit/pipelines/1/1001",
    "channels": "ai-agents/{agent}/edit/channels",
    "lead and contact": "ai-agents/{agent}/edit/fields",
    "data entry": "ai-agents/{agent}/edit/fields/entry",
    "what it wrote": "ai-agents/{agent}/edit/fields/writes",
    "knowledge": "ai-agents/{agent}/edit/knowledge",
    "scripts": "ai-agents/{agent}/scripts",
    "prompt": "ai-agents/{agent}/edit/prompt?stage=1-1001",
    "review": "ai-agents/{agent}/edit/review",
    "history": "ai-agents/{agent}/edit/history",
    "running": "ai-agents/{agent}/edit/running",
}


@pytest.fixture
def account(tenant) -> Connection:
    """50 pipelines of 20 stages, 500 fields of leads and as many of contacts."""
    made = Connection.objects.create(
        account_id=1, base_url="https://x.kommo.com", public_id="p", connected_at=timezone.now(), account_name="X"
    )
    pipelines = Pipeline.objects.bulk_create(
        Pipeline(connection=made, kommo_id=n, name=f"Pipeline {n}", sort=n) for n in range(1, PIPELINES + 1)
    )
    Stage.objects.bulk_create(
        Stage(pipeline=one, kommo_id=one.kommo_id * 1000 + n, name=f"Stage {n}", sort=n, colour="#fffeb2")
        for one in pipelines
        for n in range(1, STAGES + 1)
    )
    Field.objects.bulk_create(
        Field(connection=made, entity=entity, kommo_id=first + n, name=f"Field {n}", type="text", sort=n)
        for entity, first in (("leads", 10_000), ("contacts", 20_000))
        for n in range(FIELDS)
    )
    KommoUser.objects.bulk_create(KommoUser(connection=made, kommo_id=n, name=f"User {n}") for n in range(1, USERS))
    Channel.objects.bulk_create(Channel(connection=made, origin=f"waba.{n}", name=f"No {n}") for n in range(CHANNELS))
    return made


@pytest.fixture
def agent(account: Connection) -> Agent:
    """One that answers in every stage, is told something in each, and sees every field."""
    stages = {str(p): [p * 1000 + n for n in range(1, STAGES + 1)] for p in range(1, PIPELINES + 1)}
    settings = AgentSettings.model_validate(
        {
            "name": "Anna",
            "pipelines": {
                p: {"is_active": True, "statuses": ids, "stage_settings": {i: {"prompt": "Ask. " * 40} for i in ids}}
                for p, ids in stages.items()
            },
            "access": {"lead": [{"field": f"cf_{10_000 + n}"} for n in range(FIELDS)]},
            "data_entry": {"lead": [{"field_id": f"cf_{10_000 + n}", "order": n + 1} for n in range(30)]},
        }
    )
    return agent_create(settings=settings, is_active=True, publish=True)


@pytest.fixture
def say(capsys: pytest.CaptureFixture) -> Callable[[str], None]:
    def line(text: str) -> None:
        with capsys.disabled():
            print(text)

    return line


def test_every_page_of_an_agent(agent: Agent, client_of: Callable[[str], Client], say: Callable[[str], None]) -> None:
    browser = client_of("builder")
    say(f"\n{'page':20}{'ms':>8}{'of CPU':>8}{'limit':>8}{'queries':>9}   the least of {TIMES}")
    for name, path in PAGES.items():
        address = f"/manage/alpha/{path.format(agent=agent.pk)}"
        assert browser.get(address).status_code == 200, address
        took = [_seconds(browser, address) for _ in range(TIMES)]
        with CaptureQueriesContext(database) as queries:
            browser.get(address)
        clock, worked = (min(times) * 1000 for times in zip(*took, strict=True))
        say(f"{name:20}{clock:>8.0f}{worked:>8.0f}{LIMIT_MS:>8}{len(queries):>9}")


def test_the_list_with_many_agents(
    agent: Agent, client_of: Callable[[str], Client], say: Callable[[str], None]
) -> None:
    browser = client_of("builder")
    for count in (1, 10):
        while Agent.objects.count() < count:
            AgentFactory()
        browser.get("/manage/alpha/ai-agents")
        took = [_seconds(browser, "/manage/alpha/ai-agents") for _ in range(TIMES)]
        clock, worked = (min(times) * 1000 for times in zip(*took, strict=True))
        say(f"list of {count:<12}{clock:>8.0f}{worked:>8.0f}{LIMIT_MS:>8}")


def _seconds(browser: Client, address: str) -> tuple[float, float]:
    """Of the clock, and of this process: the second one says what a busy machine hides."""
    began, worked = time.perf_counter(), time.process_time()
    browser.get(address)
    return time.perf_counter() - began, time.process_time() - worked
