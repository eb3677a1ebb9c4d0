"""/api/agents/{id}/scripts: published at once, in the draft alone where that is asked for, faults by their paths."""

import json
from typing import Any

import pytest

from agents.selectors import draft_of, settings_of
from tests.crm_kommo.syncs import sync
from tests.factories import AgentFactory

FIELDS: dict[str, Any] = {
    "name": "Booking",
    "is_active": True,
    "when": "The customer wants to book a visit",
    "examples": ["I want to book a visit"],
    "steps": [
        {"kind": "say", "key": "s1", "text": "With pleasure!", "exact": True},
        {"kind": "ask", "key": "s2", "text": "How many?", "exact": True, "field": "lead.cf_564838"},
        {
            "kind": "condition", "key": "s3", "of": "lead.cf_564838", "test": "above", "value": "10",
            "then": "s5", "otherwise": "",
        },
        {"kind": "go_to", "key": "s4", "step": "s6"},
        {"kind": "hand_off", "key": "s5", "text": "One moment."},
        {"kind": "end", "key": "s6"},
    ],
}  # fmt: skip


@pytest.fixture
def agent(connected):
    sync("fields")
    return AgentFactory()


@pytest.fixture
def builder(client_of, agent):
    return client_of("builder")


@pytest.fixture
def path(agent):
    return f"/api/agents/{agent.pk}/scripts"


def post(client, path: str, body: Any):
    return client.post(path, json.dumps(body), content_type="application/json")


def patch(client, path: str, body: Any):
    return client.patch(path, json.dumps(body), content_type="application/json")


def with_step(**step: Any) -> dict[str, Any]:
    return {**FIELDS, "steps": [*FIELDS["steps"][:2], step, *FIELDS["steps"][4:]]}


class TestScripts:
    def test_what_is_posted_is_live_and_got_back_equal(self, builder, path, agent):
        answer = post(builder, path, FIELDS)
        assert (answer.status_code, answer.json()) == (201, {"id": 1, **FIELDS})
        assert builder.get(path).json() == {"results": [{"id": 1, **FIELDS}]}
        assert builder.get(f"{path}/1").json() == {"id": 1, **FIELDS}
        agent.refresh_from_db()
        assert [script.id for script in settings_of(agent.live).scripts] == [1]

    def test_for_the_draft_nothing_is_published(self, builder, path):
        post(builder, f"{path}?draft=true", FIELDS)
        assert builder.get(path).json() == {"results": []}
        assert len(builder.get(f"{path}?draft=true").json()["results"]) == 1

    def test_a_patch_replaces_what_it_names(self, builder, path):
        post(builder, path, FIELDS)
        answer = patch(builder, f"{path}/1", {"name": "Visits", "is_active": False})
        assert answer.json() == {"id": 1, **FIELDS, "name": "Visits", "is_active": False}

    def test_what_else_waits_in_the_draft_stays_there(self, builder, path, agent):
        post(builder, path, FIELDS)
        post(builder, f"{path}?draft=true", {**FIELDS, "name": "Later"})
        patch(builder, f"{path}/1", {"name": "Now"})
        agent.refresh_from_db()
        assert [script.name for script in settings_of(agent.live).scripts] == ["Now"]
        assert [script.name for script in settings_of(draft_of(agent)).scripts] == ["Now", "Later"]

    def test_ids_are_never_used_again(self, builder, path):
        post(builder, path, FIELDS)
        assert builder.delete(f"{path}/1").status_code == 204
        assert builder.get(f"{path}/1").status_code == 404
        assert post(builder, path, FIELDS).json()["id"] == 2

    def test_others_scripts_are_not_found(self, builder, path):
        post(builder, path, FIELDS)
        other = f"/api/agents/{AgentFactory().pk}/scripts/1"
        answers = (builder.get(other), patch(builder, other, {"name": "x"}), builder.delete(other))
        assert [answer.status_code for answer in answers] == [404, 404, 404]

    def test_an_operator_neither_reads_nor_writes(self, client_of, builder, path):
        operator = client_of("operator")
        assert operator.get(path).status_code == 403
        assert post(operator, path, FIELDS).status_code == 403

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({**FIELDS, "name": ""}, "name"),
            ({**FIELDS, "colour": "red"}, "colour"),
            ({**FIELDS, "is_active": "maybe"}, "is_active"),
            ({**FIELDS, "examples": ["x", "x"]}, "examples.1"),
            ({**FIELDS, "examples": "x"}, "examples"),
            ({**FIELDS, "steps": {}}, "steps"),
            (with_step(kind="dance", key="s3"), "steps.2"),
            (with_step(kind="say", key="s3", text=""), "steps.2.text"),
            (with_step(kind="say", key="s 3", text="x"), "steps.2.key"),
            (with_step(kind="say", key="s1", text="x"), "steps.2.key"),
            (with_step(kind="go_to", key="s3", step="s9"), "steps.2.step"),
            (with_step(kind="ask", key="s3", text="x", field="price"), "steps.2.field"),
            (with_step(kind="ask", key="s3", text="x", field="lead.cf_1"), "steps.2.field"),
            (with_step(kind="ask", key="s3", text="x", field="lead.created_at"), "steps.2.field"),
            (with_step(kind="condition", key="s3", of="lead.cf_1", test="is", value="1", then="s5"), "steps.2.of"),
            (with_step(kind="condition", key="s3", of="said", test="like", value="1", then="s5"), "steps.2.test"),
            (with_step(kind="condition", key="s3", of="said", test="is", value="1", then="s9"), "steps.2.then"),
            (with_step(kind="condition", key="s3", of="said", test="is", value="", then="s5"), "steps.2.value"),
            (with_step(kind="condition", key="s3", of="said", test="above", value="x", then="s5"), "steps.2.value"),
            (with_step(kind="say", key="s3", text="Hello {lead.shoe}"), "steps.2.text"),
            ([], ""),
        ],
    )
    def test_what_is_wrong_is_named_by_its_path_and_changes_nothing(self, builder, path, agent, body, field):
        answer = post(builder, path, body)
        assert (answer.status_code, answer.json()["error"].get("field", "")) == (400, field), answer.json()
        agent.refresh_from_db()
        assert agent.scripts_made == 0
        assert settings_of(draft_of(agent)).scripts == []
