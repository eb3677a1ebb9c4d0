"""Whatever a model does, or does not: each message of the customer is answered once, or has its reason."""

from collections.abc import Iterator
from typing import Any

import pytest

from agents.models import ModelCall, ModelProvider, ToolEffect
from automation import turns
from chat.models import Decision, Message
from crm_kommo.models import OutgoingWrite
from crm_kommo.services.mirrors import lead_refresh
from mailbox.models import Account, Email
from tests.agents.model_server import ModelServer, Step, model_server
from tests.agents.model_steps import EMPTY, HTML, NOTHING, calling, cut, fails, says, slow
from tests.automation.fixtures import FACT, reasons
from tests.factories import live_patch

QUESTION = "How much is delivery?"
FAULTS = {
    "429": fails(429),
    "429 with a time": fails(429, retry_after=30),
    "429 without money": fails(429, code="insufficient_quota"),
    "401": fails(401, "bad key"),
    "404": fails(404, "no such model"),
    "500": fails(500),
    "a cut answer": cut(says("Half of it"), after=20),
    "HTML": HTML,
    "nothing": NOTHING,
    "an empty answer": EMPTY,
    "a tool that is none": Step(calling(("refund_everything", {"amount": 1}))),
    "arguments that are none": Step(calling(("search_knowledge", '{"query": '))),
    "the same for ever": Step(calling(("search_knowledge", {"query": "x"}))),
    "many at once": Step(calling(*[("search_knowledge", {"query": str(n)}) for n in range(40)])),
}


@pytest.fixture
def model(settings: Any, agent: Any) -> Iterator[ModelServer]:
    with model_server() as server:
        settings.OUTSIDE_ALLOWED = [*settings.OUTSIDE_ALLOWED, server.host]
        ModelProvider.objects.create(base_url=server.url, model="test-model")
        yield server


class TestFaults:
    @pytest.mark.parametrize("what", FAULTS)
    def test_the_customer_hears_exactly_one_answer(self, what, model, customer, work):
        model.will_play(FAULTS[what])
        customer.writes(QUESTION)
        work()
        [heard] = customer.got()
        [reason] = reasons()
        assert (reason, FACT in heard) in {("answered", True), ("limit_reached", False)}
        assert Message.objects.filter(author="agent").count() == 1

    def test_one_that_comes_back_answers_itself(self, model, customer, work):
        model.will_play(fails(503), fails(429), says("It is 300."))
        customer.writes(QUESTION)
        work()
        assert customer.got() == ["It is 300."]
        assert list(ModelCall.objects.order_by("pk").values_list("status", "attempt")) == [
            ("away", 1),
            ("away", 2),
            ("ok", 3),
        ]

    def test_a_slow_one_is_waited_for(self, model, customer, work):
        model.will_play(slow(says("It is 300."), seconds=0.3))
        customer.writes(QUESTION)
        work()
        assert customer.got() == ["It is 300."]
        assert ModelCall.objects.get().took_ms >= 300


class TestKommoAway:
    @pytest.mark.parametrize("how", [{"status": 500}, {"status": 403}, {"cut": True}])
    def test_a_tool_that_kommo_fails_is_told_so_and_nothing_is_claimed(self, how, model, customer, work, agent, kommo):
        live_patch(agent=agent, patch={"tools": {"add_note": True}})
        said = calling(("add_note", {"text": "A"}))
        model.will_obey(lambda body: "I could not." if body["messages"][-1]["role"] == "tool" else said)
        kommo.fail("POST /api/v4/leads/", times=20, **how)
        customer.writes(QUESTION)
        work()
        assert customer.got() == ["I could not."]
        [use] = Decision.objects.get().trace["tools"]
        assert (use["ok"], use["did"]) == (False, None)


class TestTwice:
    """The turn is run again after a crash: what its tools did is not done a second time."""

    def test_a_note_and_a_task_are_made_once(self, model, customer, work, agent, take_in, conversation, kommo):
        live_patch(agent=agent, patch={"tools": {"add_note": True, "create_task": True}})
        said = [calling(("add_note", {"text": "A"}), ("create_task", {"text": "B", "within_hours": 1}))]
        model.will_obey(lambda body: "Done." if body["messages"][-1]["role"] == "tool" else said[0])
        customer.writes(QUESTION)
        take_in()
        kommo.forget_calls()
        turns.think(conversation())  # dies before anything of it is stored
        turns.turn_run(conversation_id=conversation().pk)
        assert OutgoingWrite.objects.filter(key__startswith="tool-").count() == 2
        assert len(kommo.calls("POST /api/v4/tasks")) == 1
        work()
        assert customer.got() == ["Done."]

    def test_a_mail_is_written_once(self, model, customer, agent, take_in, conversation):
        Account.objects.create(name="Sales", address="sales@company.test", username="s", smtp_host="127.0.0.1")
        live_patch(agent=agent, patch={"tools": {"send_email": True}})
        said = calling(("send_email", {"subject": "Prices", "text": "As agreed."}))
        model.will_obey(lambda body: "Sent." if body["messages"][-1]["role"] == "tool" else said)
        customer.writes(QUESTION)
        take_in()
        lead_refresh(lead_id=customer.lead["id"])
        turns.think(conversation())
        turns.think(conversation())
        assert Email.objects.count() == ToolEffect.objects.count() == 1
