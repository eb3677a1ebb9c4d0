"""/api/agents: what a program may read and write of an agent, and its versions."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agents.models import Agent
from agents.selectors import draft_of, settings_of, versions_published
from tests.factories import AgentFactory

JSON = {"content_type": "application/json"}
SALES = {"pipelines": {1: {"is_active": True, "statuses": [10]}}}


@pytest.fixture
def builder(client_of: Callable[[str], Any]) -> Any:
    return client_of("builder")


@pytest.fixture
def anna(tenant) -> Agent:
    return AgentFactory(name="Anna", priority=100, versions={"goal": "Sell."} | SALES)


def path(agent: Agent, more: str = "") -> str:
    return f"/api/agents/{agent.pk}{more}"


class TestWholeLife:
    def test_it_makes_reads_changes_and_deletes(self, builder):
        made = builder.post("/api/agents", {"name": "Anna", "style": {"tone": "friendly"}}, **JSON)
        assert (made.status_code, made.json()["version"], made.json()["has_draft"]) == (201, 1, False)
        where = f"/api/agents/{made.json()['id']}"
        changed = builder.patch(where, {"is_active": True, "goal": "Help."}, **JSON).json()
        assert (changed["is_active"], changed["goal"], changed["version"]) == (True, "Help.", 2)
        assert changed["style"]["tone"] == "friendly"
        assert [agent["name"] for agent in builder.get("/api/agents").json()["results"]] == ["Anna"]
        assert builder.delete(where).status_code == 204
        assert builder.get(where).status_code == 404

    def test_what_is_read_can_be_written_back(self, builder, anna):
        read = builder.get(path(anna)).json()
        written = builder.patch(path(anna), read, **JSON).json()
        assert written | {"updated_at": ""} == read | {"updated_at": ""}
        assert versions_published(anna).count() == 1

    def test_running_alone_publishes_nothing(self, builder, anna):
        builder.patch(path(anna), {"goal": "Later."}, query_params={"draft": "true"}, **JSON)
        changed = builder.patch(path(anna), {"priority": 7, "paused_until": "2030-01-01T00:00:00Z"}, **JSON).json()
        assert (changed["priority"], changed["version"], changed["has_draft"], changed["goal"]) == (7, 1, True, "Sell.")

    def test_its_queries_do_not_grow_with_the_agents(self, builder, anna):
        builder.get("/api/agents")
        counts = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                builder.get("/api/agents")
            counts.append(len(queries))
            AgentFactory.create_batch(5, versions=SALES)
            builder.get("/api/agents")
        assert counts[0] == counts[1]


class TestDraft:
    def test_a_draft_is_read_and_written_apart(self, builder, anna):
        builder.patch(path(anna, "?draft=true"), {"goal": "Later."}, **JSON)
        assert builder.get(path(anna)).json()["goal"] == "Sell."
        assert builder.get(path(anna, "?draft=true")).json()["goal"] == "Later."
        published = builder.post(path(anna, "/publish"), {"note": "Now"}, **JSON).json()
        assert (published["number"], published["note"], published["is_live"]) == (2, "Now", True)
        assert builder.get(path(anna)).json()["goal"] == "Later."

    def test_an_agent_may_be_made_as_a_draft_only(self, builder, tenant):
        made = builder.post("/api/agents?draft=true", {"name": "Boris"}, **JSON).json()
        assert (made["version"], made["has_draft"]) == (None, True)
        refused = builder.patch(f"/api/agents/{made['id']}", {"is_active": True}, **JSON)
        assert (refused.status_code, refused.json()["error"]["code"]) == (409, "not_published")

    def test_a_version_is_restored_into_the_draft(self, builder, anna):
        builder.patch(path(anna), {"goal": "Help."}, **JSON)
        listed = builder.get(path(anna, "/versions")).json()["results"]
        assert [(one["number"], one["is_live"]) for one in listed] == [(2, True), (1, False)]
        restored = builder.post(path(anna, "/versions/1/restore"), **JSON).json()
        assert (restored["goal"], restored["version"], restored["has_draft"]) == ("Sell.", 2, True)
        assert builder.post(path(anna, "/versions/9/restore"), **JSON).status_code == 404


class TestDeeds:
    def test_a_copy_says_the_same_and_is_off(self, builder, anna):
        copy = builder.post(path(anna, "/duplicate")).json()
        assert (copy["name"], copy["goal"], copy["is_active"], copy["version"]) == ("Anna copy", "Sell.", False, None)
        made = Agent.objects.get(pk=copy["id"])
        assert settings_of(draft_of(made)).pipelines == settings_of(anna.live).pipelines
        assert {one.kind for one in made.integrations.all()} == {one.kind for one in anna.integrations.all()}

    def test_it_is_paused_and_goes_on(self, builder, anna):
        until = "2030-01-01T09:00:00Z"
        assert builder.post(path(anna, "/pause"), {"until": until}, **JSON).json()["paused_until"] == until
        assert builder.post(path(anna, "/pause"), {"until": None}, **JSON).json()["paused_until"] is None
        assert builder.post(path(anna, "/pause"), {}, **JSON).json()["error"]["field"] == "until"


class TestRefusals:
    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({}, "name"),
            ({"name": ""}, "name"),
            ({"name": "x" * 61}, "name"),
            ({"name": "A", "is_active": "perhaps"}, "is_active"),
            ({"name": "A", "priority": 0}, "priority"),
            ({"name": "A", "style": {"tone": "rude"}}, "style.tone"),
            ({"name": "A", "hours": {"week": {"mon": [{"opens": "18:00", "closes": "09:00"}]}}}, "hours.week.mon.0"),
            ({"name": "A", "limits": {"per_day": "many"}}, "limits.per_day"),
            ({"name": "A", "charm": 11}, "charm"),
            ({"name": "A", "pipelines": {}}, "pipelines"),
            ({"name": "A", "scripts": []}, "scripts"),
        ],
    )
    def test_a_bad_body_names_the_path_and_changes_nothing(self, builder, tenant, body, field):
        answer = builder.post("/api/agents", body, **JSON)
        assert (answer.status_code, answer.json()["error"]["field"]) == (400, field)
        assert not Agent.objects.exists()

    def test_a_bad_part_keeps_the_good_ones_from_being_written(self, builder, anna):
        answer = builder.patch(path(anna), {"priority": 3, "style": {"tone": "rude"}}, **JSON)
        anna.refresh_from_db()
        assert (answer.status_code, anna.priority, versions_published(anna).count()) == (400, 100, 1)

    def test_a_priority_that_is_taken_names_the_other_agent(self, builder, anna):
        boris = AgentFactory(name="Boris", priority=50, versions=SALES)
        error = builder.patch(path(boris), {"priority": 100, "goal": "Help."}, **JSON).json()["error"]
        assert (error["field"], error["code"], error["extra"]["agent"]) == ("priority", "priority_taken", "Anna")
        boris.refresh_from_db()
        assert (boris.priority, boris.is_active, versions_published(boris).count()) == (50, True, 1)

    def test_rubbish_is_a_400(self, builder, tenant):
        for rubbish in ("{", "[" * 100_000 + "]" * 100_000, '{"name":' * 50_000, "\\x00", "[]", "7", "null"):
            answer = builder.post("/api/agents", rubbish, **JSON)
            assert answer.status_code == 400
            assert "message" in answer.json()["error"]

    @pytest.mark.parametrize("role", ["viewer", "operator"])
    def test_who_is_no_builder_is_told_only_which_agents_there_are(self, client_of, anna, role):
        client = client_of(role)
        [listed] = client.get("/api/agents").json()["results"]
        assert set(listed) == {"id", "name", "purpose", "is_active", "paused_until", "priority", "version"}
        assert (listed["name"], listed["version"]) == ("Anna", 1)
        for more in ("", "?draft=true", "/settings", "/channels", "/scripts", "/scripts/1", "/versions"):
            assert client.get(path(anna, more)).status_code == 403
        assert client.get(path(anna, "/data-entry/writes")).status_code == (403 if role == "viewer" else 200)

    def test_a_viewer_changes_nothing(self, client_of, anna):
        viewer = client_of("viewer")
        for more in ("", "/publish", "/duplicate", "/pause", "/versions/1/restore"):
            assert viewer.post(path(anna, more), {}, **JSON).status_code in (403, 405)
