"""One decision for every message of a customer, with one reason, also for silence: by whichever way it came."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from agents.services import agent_switch, integration_uninstall
from agents.verdicts import Reason
from chat.models import Conversation, Decision, Message
from crm_kommo import services as crm
from tenants.models import Job
from tests.agents.model_steps import EMPTY, HTML, calls, fails, says
from tests.automation.fixtures import STAGES, works_in
from tests.automation.test_chat_ways import deliver, token
from tests.settings.moments import shut_today

AUTHOR = {"type": "external", "name": "Ivan"}


@pytest.fixture
def by_every_way(customer, kommo, connected, tenant, work, take_in) -> Callable[[], None]:
    """A customer's messages by each way in: hooks with and without words, twice the same, a file, a comment, a chat
    that has no talk, a bot that waits, and what was missed and is read later.
    """
    way = crm.chat_way_of(connected)
    door = crm.widget_door_open(way=way, tenant=tenant).widget_address.partition("//")[2].partition("/")[2]

    def come() -> None:
        customer.writes("How much is delivery?")
        for _time in range(2):
            customer.hook("message", "twice", "And to Norway", "incoming", AUTHOR)
        work()
        customer.hook("message", "sticker", "", "incoming", AUTHOR)
        told = {"message_type": "voice", "attachment][type": "voice", "attachment][link": "https://a.test/1.ogg"}
        customer.hook("message", "voice", "", "incoming", AUTHOR, **told)
        work()
        customer.hook("message", "comment", "Price?", "incoming", AUTHOR, origin="instagram_comment", talk_id="99")
        customer.hook("message", "young", "Hello", "incoming", AUTHOR, talk_id="", chat_id="young", entity_id="")
        work()
        _a_bot_waits(customer, kommo, door)
        work()
        kommo.post("say", {"lead_id": customer.lead["id"], "text": "Nobody told of this."})
        crm.reconcile_owe(connection=connected)
        work()

    return come


def _a_bot_waits(customer, kommo, door: str) -> None:
    kommo.post("bots", {"widget": "http://127.0.0.1:9/nobody", "trigger": "message", "then": ""})
    kommo.post("say", {"lead_id": customer.lead["id"], "text": "Through a bot?"})
    run = next(run for run in kommo.get("bots/runs")["runs"] if run["lead_id"] == customer.lead["id"])
    body = {
        "token": token(account_id=31000001, entity_id=customer.lead["id"]),
        "data": {"text": "Through a bot?", "lead": str(customer.lead["id"])},
        "return_url": f"{kommo.url}/api/v4/salesbot/{run['bot_id']}/continue/{run['continue_id']}",
    }
    assert deliver(f"/{door}", body) == 200


def check() -> None:
    messages = Message.objects.filter(author="customer")
    assert messages.count() >= 7
    undecided = [message.text for message in messages.filter(decision=None)]
    assert undecided == []
    assert Decision.objects.count() == messages.count()
    assert set(Decision.objects.values_list("reason", flat=True)) <= set(Reason)
    silent = Decision.objects.filter(answered=False)
    assert not silent.filter(reason__in=[Reason.ANSWERED, Reason.BY_SCRIPT]).exists()
    json.dumps(list(Decision.objects.values_list("trace", flat=True)))


class TestEveryWay:
    def test_when_it_answers(self, by_every_way):
        by_every_way()
        check()
        assert {"answered", "nothing_to_read", "public_comment"} <= set(
            Decision.objects.values_list("reason", flat=True)
        )

    @pytest.mark.parametrize("state", ["off", "stage_off", "closed", "uninstalled", "limit"])
    def test_when_the_agent_is_silent(self, by_every_way, agent, decide, state):
        if state == "off":
            agent_switch(agent=agent, is_active=False)
        elif state == "stage_off":
            works_in(agent, stages_off=STAGES)
        elif state == "closed":
            decide(hours=shut_today() | {"outside": "silent"})
        elif state == "uninstalled":
            integration_uninstall(agent=agent, kind="kommo")
        else:
            decide(limits={"per_conversation": 1}, handoff={"limit": {"is_on": False}})
        by_every_way()
        check()

    def test_when_a_person_has_it(self, by_every_way, customer, work):
        customer.manager_writes("I am on it")
        work()
        by_every_way()
        check()

    @pytest.mark.parametrize("match", ["GET /api/v4/leads", "POST /api/v4/talks/"])
    def test_when_kommo_refuses(self, by_every_way, kommo, match):
        kommo.fail(match, status=402, times=100)
        by_every_way()
        check()

    @pytest.mark.parametrize(
        "step", [fails(500), fails(401), HTML, EMPTY, calls("no_such_tool"), says("It is $17.35.")]
    )
    def test_whatever_the_model_does(self, by_every_way, model, step):
        model.will_play(step)
        by_every_way()
        check()

    def test_when_the_turn_dies(self, customer, take_in, work):
        customer.writes("How much is delivery?")
        take_in()
        Job.objects.filter(kind="chat.turn").update(attempts=9, last_error="a bug")
        work()
        assert list(Decision.objects.values_list("reason", flat=True)) == ["failed"]

    def test_when_the_window_has_closed(self, customer, take_in, work):
        customer.writes("How much is delivery?")
        take_in()
        Conversation.objects.update(channel="waba")
        Message.objects.update(said_at=timezone.now() - timedelta(hours=25))
        work()
        assert list(Decision.objects.values_list("reason", flat=True)) == ["window_closed"]
