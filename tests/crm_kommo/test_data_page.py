"""The page and the endpoints of what was read from Kommo: pipelines, fields, users, channels, runs."""

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from crm_kommo import selectors, services
from crm_kommo.models import Channel, Connection, Field, KommoUser, Pipeline, Stage, SyncRun
from tests.factories import AgentFactory
from tests.jobs import run_due_jobs

PAGE = "/manage/alpha/integrations/kommo/data"
API = "/manage/alpha/api"


def html(response) -> str:
    return response.content.decode()


@pytest.fixture
def synced(connected) -> Connection:
    run_due_jobs(queues=("sync",))
    return connected


@pytest.fixture
def channel(connection) -> Channel:
    return Channel.objects.create(connection=connection, origin="waba", source_id=19666978, name="WhatsApp")


class TestPage:
    def test_before_the_first_sync_it_says_what_to_do(self, client_of) -> None:
        assert "Nothing was read yet" in html(client_of("viewer").get(PAGE))

    def test_it_shows_what_was_read(self, synced, client_of) -> None:
        page = html(client_of("viewer").get(PAGE))

        for words in ("GENERATION LEAD", "Подбор размера", "#99ccff", "Тип услуги", "Подбор обуви", "multiselect"):
            assert words in page
        for words in ("Max Lindgren", "administrator", "WhatsApp +7 900 000-00-10", "Connecting", "just now"):
            assert words in page

    def test_what_is_gone_is_red_and_a_stage_that_nothing_uses_grey(self, synced, client_of) -> None:
        for kind in (Pipeline, Stage, Field, KommoUser):
            kind.objects.filter(pk=kind.objects.first().pk).update(is_missing=True)

        page = html(client_of("viewer").get(PAGE))
        assert page.count("missing in Kommo") == 3
        assert page.count("gone, used nowhere") == 1

    def test_a_stage_that_is_gone_and_used_is_red(self, synced, client_of) -> None:
        stage = Stage.objects.first()
        Stage.objects.filter(pk=stage.pk).update(is_missing=True)
        AgentFactory(versions={"pipelines": {stage.pipeline.kommo_id: {"statuses": [stage.kommo_id]}}})

        page = html(client_of("viewer").get(PAGE))
        assert page.count("missing in Kommo") == 2  # in the list, and above it to be replaced
        assert "gone, used nowhere" not in page

    def test_without_the_names_of_users_it_says_why(self, kommo, connected, client_of) -> None:
        kommo.fail("GET /api/v4/users", status=403, times=9)
        run_due_jobs(queues=("sync",))

        assert "Kommo asks for an administrator" in html(client_of("viewer").get(PAGE))

    def test_it_costs_the_same_however_much_was_read(self, kommo, synced, client_of) -> None:
        browser = client_of("admin")
        browser.get(PAGE)
        with CaptureQueriesContext(database) as few:
            browser.get(PAGE)
        kommo.post("enlarge", {"pipelines": 9, "stages": 60, "fields": 60, "users": 20})
        SyncRun.objects.all().update(state="done")
        synced.sync_runs.create(what="all")
        run_due_jobs(even_later=True, most=2, queues=("sync",))

        with CaptureQueriesContext(database) as many:
            browser.get(PAGE)
        assert len(many) == len(few)

    def test_it_stands_among_the_tabs(self, connection, client_of) -> None:
        assert f'<a href="{PAGE}" aria-current="page">' in html(client_of("viewer").get(PAGE))


class TestChannels:
    def test_an_admin_names_and_switches(self, channel, client_of) -> None:
        client_of("admin").post(f"/manage/alpha/integrations/kommo/channels/{channel.pk}", {"name": " Shop "})

        channel.refresh_from_db()
        assert (channel.name, channel.is_enabled) == ("Shop", False)

    def test_a_channel_keeps_some_name(self, channel, client_of) -> None:
        client_of("admin").post(f"/manage/alpha/integrations/kommo/channels/{channel.pk}", {"name": "\x00 "})

        channel.refresh_from_db()
        assert (channel.name, channel.is_enabled) == ("WhatsApp", True)

    def test_a_name_that_is_too_long_is_refused_at_its_field(self, channel, client_of) -> None:
        Pipeline.objects.create(connection=channel.connection, kommo_id=1, name="Sales")
        path = f"/manage/alpha/integrations/kommo/channels/{channel.pk}"
        answer = client_of("admin").post(path, {"name": "x" * 300})

        assert answer.status_code == 422
        assert f"channel-name-{channel.pk}_error" in html(answer)
        assert "x" * 300 in html(answer)

    def test_a_long_name_that_came_from_kommo_may_stay(self, channel) -> None:
        channel.name = "x" * 200
        services.channel_update(channel=channel, name="x" * 200, is_enabled=False)

        assert (len(channel.name), channel.is_enabled) == (200, False)

    def test_rows_keep_their_order_after_a_new_name(self, channel) -> None:
        other = Channel.objects.create(connection=channel.connection, origin="telegram", name="Telegram")
        services.channel_update(channel=channel, name="Zoo")
        services.channel_update(channel=other, name="Ark")

        assert list(selectors.channels_all()) == [channel, other]

    def test_a_builder_looks_only(self, channel, client_of) -> None:
        Pipeline.objects.create(connection=channel.connection, kommo_id=1, name="Sales")
        browser = client_of("builder")

        assert 'name="is_enabled"' not in html(browser.get(PAGE))
        path = f"/manage/alpha/integrations/kommo/channels/{channel.pk}"
        assert browser.post(path, {"name": "x"}).status_code == 403

    @pytest.mark.parametrize(
        ("origin", "source_id", "is_on"),
        [("waba", 19666978, False), ("waba", None, False), ("waba", 7, True), ("telegram", 1, True)],
    )
    def test_where_one_is_off_no_agent_answers(self, channel, origin, source_id, is_on) -> None:
        services.channel_update(channel=channel, is_enabled=False)

        assert selectors.channel_is_on(origin=origin, source_id=source_id) is is_on

    def test_the_api_lists_and_changes(self, channel, client_of) -> None:
        browser = client_of("admin")

        (row,) = browser.get(f"{API}/integrations/kommo/channels").json()["results"]
        assert (row["origin"], row["source_id"], row["is_enabled"]) == ("waba", 19666978, True)
        path = f"{API}/integrations/kommo/channels/{channel.pk}"
        changed = browser.patch(path, {"is_enabled": False, "origin": "x"}, content_type="application/json").json()
        assert (changed["name"], changed["is_enabled"], changed["origin"]) == ("WhatsApp", False, "waba")
        assert browser.patch(path, {"name": " "}, content_type="application/json").status_code == 400
        assert browser.patch(f"{path}9", {}, content_type="application/json").status_code == 404

    def test_kommos_names_of_sources_stand_beside_ours(self, synced) -> None:
        assert set(Channel.objects.values_list("name", "source_name")) >= {("WhatsApp", "WhatsApp +7 900 000-00-10")}


class TestAgentsSync:
    """POST /api/agents/{id}/integrations/{integrationId}/sync"""

    @pytest.fixture
    def path(self, connection) -> str:
        return f"{API}/agents/{AgentFactory().pk}/integrations"

    def test_it_is_accepted_and_can_be_watched(self, path, client_of) -> None:
        browser = client_of("builder")
        response = browser.post(f"{path}/kommo/sync")

        assert response.status_code == 202
        run = browser.get(response["Location"]).json()
        assert (run["what"], run["state"], run["trigger"], run["seconds"]) == ("all", "queued", "api", None)
        assert browser.get(f"{path}/kommo/sync").json()["id"] == run["id"]

    def test_one_kind_by_the_id_of_the_connection(self, path, connection, client_of) -> None:
        response = client_of("builder").post(
            f"{path}/{connection.pk}/sync", {"what": "fields"}, content_type="application/json"
        )

        assert (response.status_code, response.json()["what"]) == (202, "fields")

    @pytest.mark.parametrize(
        ("integration", "status", "code"),
        [("email", 409, "nothing_to_sync"), ("webhook", 409, "nothing_to_sync"), ("999999", 404, "not_found")],
    )
    def test_others_cannot(self, path, client_of, integration, status, code) -> None:
        response = client_of("builder").post(f"{path}/{integration}/sync")

        assert (response.status_code, response.json()["error"]["code"]) == (status, code)

    def test_unknown_agents_and_kinds(self, path, client_of) -> None:
        browser = client_of("builder")

        assert browser.post(f"{API}/agents/999999/integrations/kommo/sync").status_code == 404
        wrong = browser.post(f"{path}/kommo/sync", {"what": "x"}, content_type="application/json")
        assert wrong.status_code == 400

    def test_a_viewer_may_watch_only(self, path, client_of) -> None:
        browser = client_of("viewer")

        assert browser.get(f"{path}/kommo/sync").status_code == 404
        assert browser.post(f"{path}/kommo/sync").status_code == 403


class TestCancel:
    @pytest.fixture
    def run(self, connection) -> SyncRun:
        return connection.sync_runs.create(what="all", state="running", started_at=timezone.now())

    def test_by_the_bar(self, run, client_of) -> None:
        browser = client_of("builder")
        path = f"/manage/alpha/integrations/kommo/sync/runs/{run.pk}/cancel"

        assert f'action="{path}"' in html(browser.get(f"{PAGE.removesuffix('/data')}/sync/all/bar"))
        assert browser.post(path).status_code == 302
        run.refresh_from_db()
        assert (run.state, run.is_open) == ("cancelled", False)

    def test_by_the_api(self, run, client_of) -> None:
        answer = client_of("builder").post(f"{API}/integrations/kommo/sync/runs/{run.pk}/cancel")

        assert answer.json()["state"] == "cancelled"

    def test_others_may_not(self, run, client_of) -> None:
        browser = client_of("viewer")

        assert browser.post(f"/manage/alpha/integrations/kommo/sync/runs/{run.pk}/cancel").status_code == 403
        assert browser.post(f"{API}/integrations/kommo/sync/runs/{run.pk}/cancel").status_code == 403
        assert client_of("builder").post(f"{API}/integrations/kommo/sync/runs/0/cancel").status_code == 404
