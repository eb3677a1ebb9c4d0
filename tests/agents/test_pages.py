import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agents.models import Agent
from crm_kommo.models import Connection, Pipeline, Stage
from tests.factories import AgentFactory

pytestmark = pytest.mark.usefixtures("tenant")


@pytest.fixture
def kommo_account() -> Connection:
    return Connection.objects.create(
        account_id=1, base_url="https://x.kommo.com", public_id="p", connected_at=timezone.now(), account_name="X"
    )


@pytest.fixture
def pipelines(kommo_account) -> list[Pipeline]:
    made = [Pipeline.objects.create(connection=kommo_account, kommo_id=n, name=f"Pipeline {n}") for n in (1, 2)]
    for pipeline in made:
        for stage in (10, 142):
            Stage.objects.create(pipeline=pipeline, kommo_id=stage, name=f"Stage {stage}")
    return made


class TestList:
    PATH = "/manage/alpha/ai-agents"

    def test_a_stage_that_was_renamed_in_kommo_has_its_new_name(self, client_of, pipelines):
        chosen = AgentFactory().pipelines.create(pipeline_id=1, pipeline_name="Bygone pipeline", is_active=True)
        chosen.stages.create(stage_id=10, stage_name="Bygone stage", is_active=True)
        page = client_of("viewer").get(self.PATH).content.decode()
        assert "Pipeline 1" in page
        assert "Stage 10" in page
        assert "Bygone" not in page

    @pytest.mark.parametrize(
        ("installed", "is_active", "words"),
        [
            (["kommo"], True, "All channels"),
            (["kommo"], False, "Kommo switched off"),
            ([], True, "Kommo not installed"),
        ],
    )
    def test_an_agent_without_kommo_is_not_said_to_work_in_channels(self, client_of, installed, is_active, words):
        agent = AgentFactory(installed=installed)
        agent.integrations.update(is_active=is_active)
        page = client_of("viewer").get(self.PATH).content.decode()
        assert words in page
        assert ("All channels" in page) is (words == "All channels")

    def test_its_queries_do_not_grow_with_the_agents(self, client_of, pipelines):
        viewer = client_of("viewer")
        counts = []
        for new in (1, 5):
            for _ in range(new):
                AgentFactory().pipelines.create(pipeline_id=1, is_active=True).stages.create(stage_id=10)
            viewer.get(self.PATH)
            with CaptureQueriesContext(connection) as queries:
                viewer.get(self.PATH)
            counts.append(len(queries))
        assert counts[0] == counts[1]


class TestAgents:
    def test_a_new_agent_is_led_on_to_where_it_works(self, client_of):
        answer = client_of("builder").post("/manage/alpha/ai-agents/new", {"name": "Anna"})
        assert answer.url == f"/manage/alpha/ai-agents/{Agent.objects.get().pk}/edit/pipelines"

    def test_a_name_is_needed(self, client_of):
        page = client_of("builder").post("/manage/alpha/ai-agents/new", {"name": ""})
        assert page.status_code == 200
        assert not Agent.objects.exists()

    def test_another_workspaces_agent_is_not_found(self, client_of):
        assert client_of("builder").get("/manage/alpha/ai-agents/999/edit").status_code == 404


class TestApi:
    def test_it_makes_reads_changes_and_deletes(self, client_of):
        builder = client_of("builder")
        made = builder.post("/api/agents", {"name": "Anna"}, content_type="application/json")
        assert made.status_code == 201
        path = f"/api/agents/{made.json()['id']}"
        changed = builder.patch(path, {"is_active": True}, content_type="application/json")
        assert changed.json()["is_active"] is True
        assert [agent["name"] for agent in builder.get("/api/agents").json()["results"]] == ["Anna"]
        assert builder.delete(path).status_code == 204
        assert builder.get(path).status_code == 404

    @pytest.mark.parametrize("body", [{}, {"name": ""}, {"name": "x" * 61}, {"name": "A", "is_active": "perhaps"}])
    def test_a_bad_body_names_the_field(self, client_of, body):
        answer = client_of("builder").post("/api/agents", body, content_type="application/json")
        assert answer.status_code == 400
        assert answer.json()["error"]["field"] in ("name", "is_active")

    def test_rubbish_is_a_400(self, client_of):
        builder = client_of("builder")
        for rubbish in ("{", "[" * 100_000 + "]" * 100_000, '{"name":' * 50_000, "\\x00"):
            answer = builder.post("/api/agents", rubbish, content_type="application/json")
            assert answer.status_code == 400
            assert "message" in answer.json()["error"]
