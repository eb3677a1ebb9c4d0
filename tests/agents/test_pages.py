import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agents.models import Agent
from crm_kommo.models import Channel, Connection, Pipeline, Stage
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


class TestPipelines:
    def test_what_is_chosen_is_kept_and_what_is_not_named_is_off(self, client_of, pipelines):
        agent = AgentFactory()
        builder = client_of("builder")
        path = f"/manage/alpha/ai-agents/{agent.pk}/edit/pipelines"
        builder.post(path, {"p1-active": "on", "p1-s10-active": "on", "p1-s10-prompt": "Ask\r\nfirst"})
        first, second = agent.pipelines.order_by("pipeline_id")
        assert (first.is_active, first.all_stages, second.is_active) == (True, False, False)
        assert list(first.stages.order_by("stage_id").values_list("stage_id", "is_active", "prompt")) == [
            (10, True, "Ask\nfirst"),
            (142, False, ""),
        ]
        builder.post(path, {"p2-active": "on", "p2-all": "on"})
        assert [p.is_active for p in agent.pipelines.order_by("pipeline_id")] == [False, True]

    def test_an_instruction_that_is_too_long_is_refused_and_changes_nothing(self, client_of, pipelines):
        agent = AgentFactory()
        page = client_of("builder").post(
            f"/manage/alpha/ai-agents/{agent.pk}/edit/pipelines", {"p1-s10-prompt": "x" * 4001}
        )
        assert "4000" in page.content.decode().replace("4,000", "4000")
        assert not agent.pipelines.exists()

    def test_its_queries_do_not_grow_with_the_stages(self, client_of, pipelines, kommo_account):
        path = f"/manage/alpha/ai-agents/{AgentFactory().pk}/edit/pipelines"
        builder = client_of("builder")
        builder.get(path)
        with CaptureQueriesContext(connection) as few:
            builder.get(path)
        for n in range(3, 30):
            pipeline = Pipeline.objects.create(connection=kommo_account, kommo_id=n, name=str(n))
            Stage.objects.create(pipeline=pipeline, kommo_id=1, name="x")
        with CaptureQueriesContext(connection) as many:
            builder.get(path)
        assert len(many) == len(few)


class TestChannels:
    def test_chosen_channels_are_kept(self, client_of, kommo_account):
        channel = Channel.objects.create(connection=kommo_account, origin="waba", source_id=5, name="WhatsApp")
        Channel.objects.create(connection=kommo_account, origin="telegram", name="Telegram")
        agent = AgentFactory()
        client_of("builder").post(f"/manage/alpha/ai-agents/{agent.pk}/edit/channels", {"channel": [channel.pk]})
        agent.refresh_from_db()
        assert not agent.all_channels
        assert list(agent.channels.values_list("origin", "source_id")) == [("waba", 5)]

    def test_it_names_those_that_are_off_for_the_workspace(self, client_of, kommo_account):
        Channel.objects.create(connection=kommo_account, origin="waba", name="WhatsApp", is_enabled=False)
        page = client_of("builder").get(f"/manage/alpha/ai-agents/{AgentFactory().pk}/edit/channels").content.decode()
        assert "Switched off for the workspace" in page
        assert "WhatsApp" in page


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
