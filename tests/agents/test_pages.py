import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

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
