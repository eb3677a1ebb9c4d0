"""Which agent answers where, and where nobody could say which."""

import re
from typing import Any

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext

from agents.coverage import ANY_STAGE, EVERY_CHANNEL, Worker, clashes, stage_rows
from agents.models import Agent
from agents.services import PriorityTaken, agent_publish, agent_switch
from agents.settings import AgentSettings
from agents.settings.reach import ChosenChannel
from crm_kommo.models import Channel, Connection, Pipeline, Stage
from tests.factories import AgentFactory

PAGE = "/manage/alpha/ai-agents/coverage"
WABA, TELEGRAM = ChosenChannel(origin="waba", source_id=5), ChosenChannel(origin="telegram")


def everywhere(pipeline_id: int = 1) -> dict[str, Any]:
    return {"pipelines": {pipeline_id: {"is_active": True, "all_statuses": True}}}


def at(*stages: int, mode: str = "answers", pipeline_id: int = 1) -> dict[str, Any]:
    told = {stage: {"mode": mode} for stage in stages}
    return {"pipelines": {pipeline_id: {"is_active": True, "statuses": list(stages), "stage_settings": told}}}


def by(*origins: str) -> dict[str, Any]:
    return {"channels": {"all": False, "chosen": [{"origin": origin} for origin in origins]}}


def worker(agent_id: int, *, priority: int = 100, **settings: Any) -> Worker:
    document = AgentSettings.model_validate({"name": f"A{agent_id}", **settings})
    return Worker(agent_id, document.name, priority, document)


class TestClash:
    @pytest.mark.parametrize(
        ("mine", "theirs", "clash"),
        [
            (at(10), at(10), (1, 10, EVERY_CHANNEL)),
            (at(10), everywhere(), (1, 10, EVERY_CHANNEL)),
            (everywhere(), everywhere(), (1, ANY_STAGE, EVERY_CHANNEL)),
            (at(10), at(11), None),
            (at(10), at(10, pipeline_id=2), None),
            (at(10), at(10, mode="off"), None),
            (at(10), at(10, mode="collects"), None),
            (at(10, mode="collects"), at(10, mode="collects"), None),
            (at(10) | by("waba"), at(10) | by("telegram"), None),
            (at(10) | by("waba"), at(10), (1, 10, ChosenChannel(origin="waba"))),
            (at(10) | by(), at(10), None),
        ],
    )
    def test_two_of_one_priority_may_not_share_a_cell(self, mine, theirs, clash):
        found = next(clashes(worker(1, **mine), [worker(1, **mine), worker(2, **theirs)]), None)
        assert (found and (found.pipeline_id, found.stage_id, found.channel)) == clash

    def test_with_different_priorities_they_may(self):
        others = [worker(2, priority=101, **at(10))]
        assert list(clashes(worker(1, **at(10)), others)) == []

    def test_each_of_several_rivals_is_named_once(self):
        others = [worker(2, **at(10, 20)), worker(3, **at(10))]
        assert [clash.other for clash in clashes(worker(1, **at(10, 20)), others)] == others

    def test_a_number_of_a_channel_is_part_of_the_channel(self):
        number = {"channels": {"all": False, "chosen": [{"origin": "waba", "source_id": 5}]}}
        other = {"channels": {"all": False, "chosen": [{"origin": "waba", "source_id": 6}]}}
        assert not list(clashes(worker(1, **at(10), **number), [worker(2, **at(10), **other)]))
        assert list(clashes(worker(1, **at(10), **number), [worker(2, **at(10), **by("waba"))]))


class TestRows:
    def test_each_cell_names_those_who_would_answer_the_first_in_front(self):
        workers = [worker(1, priority=9, **everywhere()), worker(2, priority=3, **at(10), **by("waba"))]
        rows = stage_rows(workers, pipeline_id=1, stages=[10, 11], channels=[WABA, TELEGRAM])
        assert [[[one.worker.agent_id for one in cell] for cell in row] for row in rows] == [[[2, 1], [1]], [[1], [1]]]


@pytest.mark.usefixtures("tenant")
class TestChecks:
    @pytest.fixture
    def anna(self) -> Agent:
        return AgentFactory(name="Anna", priority=100, versions=at(10))

    def test_publishing_into_anothers_place_is_refused(self, anna):
        with pytest.raises(PriorityTaken) as refused:
            AgentFactory(priority=100, versions=everywhere())
        assert (refused.value.field, refused.value.extra["agent"]) == ("priority", "Anna")
        assert "Anna" in refused.value.message

    def test_switching_on_is_refused_and_with_another_priority_it_is_not(self, anna):
        boris = AgentFactory(is_active=False, priority=100, versions=at(10))
        with pytest.raises(PriorityTaken):
            agent_switch(agent=boris, is_active=True)
        boris.refresh_from_db()
        assert not boris.is_active
        agent_switch(agent=boris, priority=50, is_active=True)
        with pytest.raises(PriorityTaken):
            agent_switch(agent=boris, priority=100)

    def test_an_agent_that_is_off_is_in_nobodys_way(self, anna):
        agent_switch(agent=anna, is_active=False)
        boris = AgentFactory(priority=100, versions=at(10))
        assert agent_publish(agent=boris, author=None).number == 1

    def test_the_refusal_names_pipeline_and_stage_as_in_kommo(self, anna, connection):
        sales = Pipeline.objects.create(connection=connection, kommo_id=1, name="Sales")
        Stage.objects.create(pipeline=sales, kommo_id=10, name="New")
        with pytest.raises(PriorityTaken) as refused:
            AgentFactory(priority=100, versions=at(10))
        assert refused.value.extra["place"] == "Sales · New · all channels"


class TestPage:
    @pytest.fixture
    def stages(self, connection: Connection) -> list[Stage]:
        sales = Pipeline.objects.create(connection=connection, kommo_id=1, name="Sales")
        Channel.objects.create(connection=connection, origin="waba", source_id=5, name="WhatsApp")
        Channel.objects.create(connection=connection, origin="telegram", name="Telegram")
        return [Stage.objects.create(pipeline=sales, kommo_id=n, name=f"Stage {n}", sort=n) for n in (10, 11)]

    def test_gaps_and_overlaps_are_said_in_words(self, client_of, stages):
        AgentFactory(name="Anna", priority=1, versions=at(10))
        AgentFactory(name="Boris", priority=2, versions=at(10) | by("waba"))
        page = client_of("viewer").get(PAGE)
        assert page.context["coverage"].gaps == 2
        words = page.content.decode()
        for said in ("Anna", "then Boris", "nobody", "WhatsApp", "Telegram", "Stage 11"):
            assert said in words

    def test_one_that_only_collects_stands_beside_the_one_that_answers(self, client_of, stages):
        AgentFactory(name="Olga", priority=1, versions=at(10, 11, mode="collects"))
        AgentFactory(name="Anna", priority=1, versions=at(10))
        page = client_of("viewer").get(PAGE)
        assert (page.context["coverage"].gaps, page.context["coverage"].contested) == (0, 0)
        words = " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())
        assert "Olga collects, Anna answers" in words
        assert "Olga (collects only)" in words

    def test_before_the_first_sync_it_says_what_to_do(self, client_of, tenant):
        assert "No pipelines known yet" in client_of("viewer").get(PAGE).content.decode()

    def test_its_queries_do_not_grow(self, client_of, stages, connection):
        viewer, counts = client_of("viewer"), []
        for n in (2, 30):
            pipeline = Pipeline.objects.create(connection=connection, kommo_id=n, name=str(n))
            Stage.objects.bulk_create(Stage(pipeline=pipeline, kommo_id=k, name=str(k)) for k in range(n))
            AgentFactory.create_batch(n // 6 + 1, versions=at(10))
            viewer.get(PAGE)
            with CaptureQueriesContext(database) as queries:
                viewer.get(PAGE)
            counts.append(len(queries))
        assert counts[0] == counts[1]
