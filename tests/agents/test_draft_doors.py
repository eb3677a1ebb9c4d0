"""Every door of the API that takes ?draft= reads it alike."""

import json
from typing import Any

import pytest

from tests.factories import AgentFactory

AGENT = "/api/agents/{}"
SCRIPT: dict[str, Any] = {
    "name": "Booking",
    "when": "The customer wants to book",
    "steps": [{"kind": "end", "key": "s1"}],
}
# Method, path and body of each.
DOORS = [
    ("get", "/api/agents", None),
    ("post", "/api/agents", {"name": "Boris"}),
    ("get", AGENT, None),
    ("patch", AGENT, {"goal": "Later."}),
    ("get", f"{AGENT}/settings", None),
    ("put", f"{AGENT}/settings", {}),
    ("get", f"{AGENT}/channels", None),
    ("put", f"{AGENT}/channels", {"all": True, "chosen": []}),
    ("get", f"{AGENT}/scripts", None),
    ("post", f"{AGENT}/scripts", SCRIPT),
    ("get", f"{AGENT}/scripts/1", None),
    ("patch", f"{AGENT}/scripts/1", {"name": "Visits"}),
    ("delete", f"{AGENT}/scripts/1", None),
]


@pytest.fixture
def agent(tenant):
    return AgentFactory(scripts_made=1, versions={"scripts": [{"id": 1, **SCRIPT}]})


@pytest.fixture
def builder(client_of):
    return client_of("builder")


@pytest.mark.parametrize(("method", "path", "body"), DOORS)
class TestDraftDoors:
    def ask(self, builder, agent, method: str, path: str, body: Any, draft: str):
        return builder.generic(
            method.upper(),
            path.format(agent.pk),
            "" if body is None else json.dumps(body),
            content_type="application/json",
            query_params={"draft": draft},
        )

    @pytest.mark.parametrize("draft", ["true", "1"])
    def test_yes_leaves_what_is_live(self, builder, agent, method, path, body, draft):
        answer = self.ask(builder, agent, method, path, body, draft)
        assert answer.status_code < 300
        live = agent.live_id
        agent.refresh_from_db()
        assert agent.live_id == live

    @pytest.mark.parametrize("draft", ["maybe", ""])
    def test_what_is_neither_yes_nor_no_is_refused(self, builder, agent, method, path, body, draft):
        answer = self.ask(builder, agent, method, path, body, draft)
        assert (answer.status_code, answer.json()["error"]["field"]) == (400, "draft")
