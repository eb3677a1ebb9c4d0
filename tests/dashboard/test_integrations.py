from datetime import timedelta

import pytest
import redis
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agents.models import AgentIntegration, ModelProvider
from agents.selectors import builtin_answers, model_provider_of, scopes_active
from agents.services import agent_create, integration_set
from agents.settings import AgentSettings
from automation.models import OutgoingEndpoint
from crm_kommo.client.limiter import shared_limiter
from crm_kommo.models import ChatWay, Connection
from dashboard.integrations.registry import INTEGRATIONS
from tests.factories import AgentFactory

pytestmark = pytest.mark.usefixtures("tenant")


def html(response) -> str:
    return response.content.decode()


def states(client) -> dict[str, str]:
    """Of each integration, the word that the API says."""
    agent = AgentFactory()
    return {row["id"]: row["status"] for row in client.get(f"/api/agents/{agent.pk}/integrations").json()["results"]}


@pytest.fixture
def agent():
    return agent_create(settings=AgentSettings(name="Anna"), is_active=True, publish=True)


@pytest.fixture
def page(agent) -> str:
    return f"/manage/alpha/ai-agents/{agent.pk}/edit"


class TestWorkspaceTable:
    def test_it_lists_every_entry_of_the_registry(self, client_of):
        page = html(client_of("viewer").get("/manage/alpha/integrations"))
        for integration in INTEGRATIONS:
            assert str(integration.name) in page

    def test_who_may_not_open_one_is_offered_no_link(self, client_of):
        path = 'href="/manage/alpha/integrations/webhooks"'
        assert path not in html(client_of("viewer").get("/manage/alpha/integrations"))
        assert path in html(client_of("admin").get("/manage/alpha/integrations"))

    def test_what_we_renew_is_no_concern_of_a_person(self, client_of, connection):
        Connection.objects.update(refresh_issued_at=timezone.now(), last_call_at=timezone.now())
        page = html(client_of("viewer").get("/manage/alpha/integrations"))
        assert "renewed by itself" in page
        assert "just now" in page

    @pytest.mark.parametrize(
        ("change", "word"),
        [
            ({}, "connecting"),
            ({"status": "needs_reconnect"}, "action_needed"),
            ({"status": "blocked"}, "degraded"),
            ({"status": "disconnected"}, "not_connected"),
            ({"webhook_state": "disabled"}, "action_needed"),
        ],
    )
    def test_kommo_says_how_it_is(self, client_of, connection, change, word):
        Connection.objects.update(**change)
        assert states(client_of("builder"))["kommo"] == word

    @pytest.mark.parametrize("state", ["done", "partial"])
    def test_kommo_is_healthy_once_synced(self, client_of, connection, state):
        connection.sync_runs.create(what="all", state=state, finished_at=timezone.now())
        assert states(client_of("builder"))["kommo"] == "healthy"

    @pytest.fixture
    def redis_away(self, monkeypatch):
        monkeypatch.setattr(shared_limiter, "redis", redis.Redis.from_url("redis://127.0.0.1:1/0", retry=None))

    @pytest.mark.usefixtures("redis_away")
    def test_without_redis_nobody_knows_the_rate_of_errors(self, client_of, connection, agent):
        connection.sync_runs.create(what="all", state="done", finished_at=timezone.now())
        builder = client_of("builder")
        assert "Kommo" in html(builder.get("/manage/alpha/integrations"))
        assert "Kommo" in html(builder.get(f"/manage/alpha/ai-agents/{agent.pk}/edit/available-integrations"))
        assert states(builder)["kommo"] == "healthy"

    @pytest.mark.parametrize(
        ("way", "word"),
        [
            ({"mode": "auto"}, "action_needed"),
            ({"mode": "direct", "bot_id": 1, "field_id": 2}, "action_needed"),
            ({"mode": "auto", "bot_id": 1, "field_id": 2}, "healthy"),
            ({"mode": "widget"}, "healthy"),
        ],
    )
    def test_kommo_is_not_healthy_while_no_answer_can_be_sent(self, client_of, connection, way, word):
        connection.sync_runs.create(what="all", state="done", finished_at=timezone.now())
        refused = {"direct_refused_reason": "missing_scope", "direct_refused_at": timezone.now()}
        ChatWay.objects.create(connection=connection, **way, **refused)
        builder = client_of("builder")
        assert states(builder)["kommo"] == word
        overview = html(builder.get("/manage/alpha/dashboard"))
        assert ("Answers cannot be sent" in overview) is (word == "action_needed")

    def test_a_new_consent_may_have_opened_the_way(self, client_of, connection):
        connection.sync_runs.create(what="all", state="done", finished_at=timezone.now())
        before = connection.connected_at - timedelta(hours=1)
        ChatWay.objects.create(connection=connection, direct_refused_reason="missing_scope", direct_refused_at=before)
        assert states(client_of("builder"))["kommo"] == "healthy"

    @pytest.mark.parametrize(
        ("change", "word"),
        [
            ({}, "healthy"),
            ({"is_active": False}, "healthy"),
            ({"is_active": False, "paused_by_us_at": "2026-01-01T00:00Z"}, "action_needed"),
            ({"failures_in_row": 2}, "degraded"),
        ],
    )
    def test_the_webhook_says_how_the_worst_is(self, client_of, change, word):
        OutgoingEndpoint.objects.create(name="A", url="https://a.example/", events=["x"], secret="s")
        OutgoingEndpoint.objects.create(name="B", url="https://b.example/", events=["x"], secret="s", **change)
        assert states(client_of("builder"))["webhook"] == word

    def test_webhooks_that_are_all_off_are_paused(self, client_of):
        OutgoingEndpoint.objects.create(name="A", url="https://a.example/", events=["x"], secret="s", is_active=False)
        assert states(client_of("builder"))["webhook"] == "paused"


class TestAgentTable:
    def test_a_new_agent_has_kommo(self, client_of, page, connection):
        shown = html(client_of("builder").get(f"{page}/available-integrations"))
        assert "Installed, active" in shown
        assert "Not installed" in shown  # the filter's own word

    @pytest.mark.parametrize(
        ("query", "here", "gone"),
        [
            ("q=kommo", "Kommo", "Outgoing webhook"),
            ("installed=no", "Nothing found", "Your CRM"),
            ("installed=yes", "Your CRM", "Nothing found"),
            ("active=no", "AI model", "Your CRM"),
            ("active=yes&q=webhook", "Nothing found", "Your own systems"),
            ("active=rubbish", "Your CRM", "Nothing found"),
        ],
    )
    def test_search_and_filters_narrow_it(self, client_of, page, connection, query, here, gone):
        shown = html(client_of("builder").get(f"{page}/available-integrations?{query}"))
        assert here in shown
        assert gone not in shown

    def test_uninstalling_names_its_consequence(self, client_of, page):
        shown = html(client_of("builder").get(f"{page}/available-integrations"))
        assert "It stays silent in every chat of Kommo" in shown

    def test_it_is_uninstalled_and_installed_again(self, client_of, page, agent):
        builder = client_of("builder")
        builder.post(f"{page}/integrations/kommo/uninstall")
        assert not agent.integrations.filter(kind="kommo").exists()
        builder.post(f"{page}/integrations/kommo/install")
        builder.post(f"{page}/integrations/kommo/install")
        assert agent.integrations.filter(kind="kommo", is_active=True).count() == 1

    def test_its_settings_switch_it_off_for_this_agent(self, client_of, page, agent):
        client_of("builder").post(f"{page}/integrations/kommo/edit", {})
        assert not agent.integrations.get(kind="kommo").is_active
        assert not scopes_active()[0].works_with_kommo

    @pytest.mark.parametrize("path", ["available-integrations", "integrations/kommo/edit"])
    def test_a_viewer_may_not(self, client_of, page, path):
        assert client_of("viewer").get(f"{page}/{path}").status_code == 403

    def test_what_does_not_exist_is_not_found(self, client_of, page):
        assert client_of("builder").get(f"{page}/integrations/fax/edit").status_code == 404

    def test_its_queries_are_the_same_whatever_there_is(self, client_of, page, connection):
        builder, path = client_of("builder"), f"{page}/available-integrations"
        builder.get(path)
        with CaptureQueriesContext(database) as few:
            builder.get(path)
        for number in range(10):
            OutgoingEndpoint.objects.create(name=str(number), url="https://a.example/", events=["x"], secret="s")
            connection.sync_runs.create(what="all", state="done", finished_at=timezone.now())
        with CaptureQueriesContext(database) as many:
            builder.get(path)
        # With the first endpoint, its deliveries are counted too.
        assert len(many) <= len(few) + 1


class TestWhatItMeans:
    def test_an_agent_without_the_model_uses_the_built_in_one(self, agent):
        ModelProvider.objects.create(base_url="https://m.example/v1", model="m", is_active=True)
        assert not builtin_answers(agent)
        integration_set(installed=agent.integrations.get(kind="model"), is_active=False)
        assert builtin_answers(agent)
        assert model_provider_of(agent) is None

    def test_the_gates_ask_no_more_for_more_agents(self, agent):
        scopes_active()
        with CaptureQueriesContext(database) as few:
            scopes_active()
        for number in range(5):
            agent_create(settings=AgentSettings(name=str(number)), is_active=True, publish=True)
        scopes_active()  # what a version holds is read once
        with CaptureQueriesContext(database) as many:
            assert len(scopes_active()) == 6
        assert len(many) == len(few)


class TestApi:
    def test_the_whole_way(self, client_of, agent, connection):
        builder, path = client_of("builder"), f"/api/agents/{agent.pk}/integrations"
        assert {row["id"]: row["installed"] for row in builder.get(path).json()["results"]}["kommo"]
        assert builder.delete(f"{path}/kommo").status_code == 204
        assert builder.get(f"{path}/kommo").json()["installed"] is False
        refused = builder.patch(f"{path}/kommo", {"is_active": False}, content_type="application/json")
        assert (refused.status_code, refused.json()["error"]["code"]) == (409, "not_installed")
        assert builder.post(f"{path}/kommo/install").json()["works"] is True
        off = builder.patch(f"{path}/kommo", {"is_active": False}, content_type="application/json").json()
        assert (off["is_active"], off["works"], off["status"]) == (False, False, "connecting")
        assert builder.get(f"{path}/fax").status_code == 404

    @pytest.mark.parametrize("path", ["integrations", "integrations/kommo"])
    def test_an_operator_neither_reads_nor_writes_as_on_the_pages(self, client_of, agent, path):
        operator, path = client_of("operator"), f"/api/agents/{agent.pk}/{path}"
        assert operator.get(path).status_code == 403
        assert operator.delete(path).status_code == 403
        assert AgentIntegration.objects.filter(agent=agent, kind="kommo").exists()
