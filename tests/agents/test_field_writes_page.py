"""What agents wrote into cards: the log, and taking it back, also beside the conversation."""

import pytest

from agents.extraction.types import MASK
from agents.models import FieldWrite
from chat.models import Conversation
from crm_kommo.calls import client_of as kommo_of
from crm_kommo.services import card_fields_set
from tests.crm_kommo.syncs import sync

NUMBER = "cf_564838"


@pytest.fixture
def write(customer, connected, decide, work) -> FieldWrite:
    """The agent has written 3 into a field of the lead."""
    sync("fields")
    decide(data_entry={"lead": [{"field_id": NUMBER, "order": 1, "settings": {}}]})
    customer.writes("Количество: 3 штуки")
    work()
    return FieldWrite.objects.get()


@pytest.fixture
def page(write) -> str:
    return f"/manage/alpha/ai-agents/{write.agent_id}/edit/fields/writes"


@pytest.fixture
def undo(write) -> str:
    return f"/manage/alpha/ai-agents/field-writes/{write.pk}/undo"


def held(write: FieldWrite, connected) -> list[str]:
    lead = kommo_of(connected).leads.get(lead_id=write.card_id)
    return [value["value"] for value in lead.filled.get(564838, ())]


class TestLog:
    def test_it_names_the_value_its_proof_and_the_lead_in_kommo(self, client_of, connected, write, page):
        words = client_of("operator").get(page).content.decode()
        assert write.field_name in words
        assert "<ins>3</ins>" in words
        assert write.quote in words
        assert f'href="{connected.base_url}/leads/detail/{write.card_id}"' in words
        assert "Undo" in words

    def test_who_may_not_build_is_led_to_nothing_they_may_not_open(self, client_of, agent, write, page):
        path, forbidden = f"/manage/alpha/ai-agents/{agent.pk}", (f'{agent.pk}/edit"', "/publish", "/edit/running")
        words = client_of("operator").get(page).content.decode()
        assert not [one for one in forbidden if one in words]
        shown = client_of("builder").get(page).content.decode()
        assert f'href="{path}/edit"' in shown

    def test_a_sensitive_value_is_masked(self, client_of, write, page):
        FieldWrite.objects.update(is_sensitive=True, quote="3 secret pieces")
        words = client_of("operator").get(page).content.decode()
        assert "secret" not in words
        assert f"<ins>{MASK}</ins>" in words

    def test_so_is_one_whose_field_became_sensitive_later(self, client_of, decide, write, page):
        decide(access={"sensitive": [f"lead.{NUMBER}"]})
        words = client_of("operator").get(page).content.decode()
        assert f"<ins>{MASK}</ins>" in words
        assert f"“{MASK}”" in words


class TestUndo:
    def test_an_operator_puts_back_what_stood_there(self, client_of, connected, write, page, undo):
        assert held(write, connected) == ["3"]
        answer = client_of("operator").post(undo)
        assert (answer.status_code, answer.url) == (302, page)
        assert held(write, connected) == []
        write.refresh_from_db()
        assert write.state == FieldWrite.State.UNDONE

    def test_it_says_why_when_somebody_has_changed_the_field_since(self, client_of, connected, write, page, undo):
        card_fields_set(entity="leads", card_id=write.card_id, wanted={NUMBER: "9"}, key="somebody:1")
        operator = client_of("operator")
        operator.post(undo)
        assert held(write, connected) == ["9"]
        write.refresh_from_db()
        assert write.state == FieldWrite.State.WRITTEN
        assert "toast--error" in operator.get(page).content.decode()

    def test_a_viewer_may_not(self, client_of, connected, write, undo):
        assert client_of("viewer").post(undo).status_code == 403
        assert held(write, connected) == ["3"]


class TestBesideTheConversation:
    def test_operators_take_it_back_there_and_viewers_see_it(self, client_of, connected, write, undo):
        thread = f"/manage/alpha/inbox/{Conversation.objects.get().pk}"
        seen = client_of("viewer").get(thread).content.decode()
        assert "<ins>3</ins>" in seen
        assert undo not in seen
        operator = client_of("operator")
        assert undo in operator.get(thread).content.decode()
        assert operator.post(undo, {"back": "thread"}).url == thread
        assert held(write, connected) == []
