"""What is put to /api/agents/{id}/settings is what the next turn goes by."""

import json

import pytest

from agents.models import ModelProvider
from tests.agents.model_server import model_server
from tests.agents.test_crm_settings_api import AS_THE_SOURCE_HAS_IT
from tests.automation.fixtures import reasons
from tests.crm_kommo.syncs import sync


@pytest.fixture
def put(client_of, agent, connected) -> None:
    sync("fields")
    answer = client_of("builder").put(
        f"/api/agents/{agent.pk}/settings", json.dumps(AS_THE_SOURCE_HAS_IT), content_type="application/json"
    )
    assert answer.status_code == 200


def test_a_stage_that_is_not_among_them_is_off(customer, work, kommo, put):
    kommo.patch(f"leads/{customer.lead['id']}", {"status_id": 89860467})
    customer.writes("Hello")
    work()
    assert (customer.got(), reasons()) == ([], ["stage_off"])


def test_the_instruction_of_the_stage_reaches_the_model(customer, work, kommo, put, settings):
    with model_server() as server:
        settings.OUTSIDE_ALLOWED = [*settings.OUTSIDE_ALLOWED, server.host]
        ModelProvider.objects.create(base_url=server.url, model="test-model")
        kommo.patch(f"leads/{customer.lead['id']}", {"status_id": 89860463})
        customer.writes("Hello")
        work()
        assert customer.got() == ["Fine."]
        assert any("Ask which size they wear." in str(asked["messages"]) for asked in server.requests)
