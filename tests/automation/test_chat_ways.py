"""A reply reaches the chat by whichever way Kommo leaves open; the customer's side of it is the stand-in's chat."""

import json
from datetime import timedelta

import jwt
import pytest
from django.conf import settings as django_settings
from django.utils import timezone

from automation import turns
from automation.models import OutgoingDelivery, OutgoingEndpoint
from chat.models import Conversation, Message
from crm_kommo import services as crm
from crm_kommo.models import BotReply, ChatWay, Field, WidgetRequest
from tenants.models import Tenant
from tests.automation.fixtures import FACT, reasons
from tests.conftest import WorkspaceClient

QUESTION = "How much is delivery?"
SEND = "/send_message"
RUN = "/run"
FIELD = 564836
SHORT_FIELD = 564834


@pytest.fixture
def way(customer, connected) -> ChatWay:
    return crm.chat_way_of(connected)


@pytest.fixture
def forbidden(kommo, way) -> None:
    """Kommo does not let this integration write into chats."""
    kommo.post("settings", {"send_message": "no_scope"})


@pytest.fixture
def bot(kommo, way) -> ChatWay:
    """A bot of the account that prints a field, and is chosen here."""
    return set_up_bot(kommo, way, field_id=FIELD, kind="textarea")


def set_up_bot(kommo, way: ChatWay, *, field_id: int, kind: str) -> ChatWay:
    made = kommo.post("bots", {"name": "AI bridge", "print": field_id})
    Field.objects.update_or_create(
        connection=way.connection, entity="leads", kommo_id=field_id, defaults={"type": kind, "name": "AI reply"}
    )
    ChatWay.objects.filter(pk=way.pk).update(bot_id=made["id"], bot_name=made["name"], field_id=field_id)
    way.refresh_from_db()
    return way


@pytest.fixture
def door(way, tenant: Tenant) -> str:
    """The path of our door for waiting bots."""
    return crm.widget_door_open(way=way, tenant=tenant).widget_address.removeprefix(django_settings.PUBLIC_URL)


@pytest.fixture
def ask(kommo, customer, door):
    """The customer writes, and a bot passes it on to our widget and waits."""

    def asked(text: str = QUESTION, *, then: str = "", **more: object) -> dict:
        kommo.post("bots", {"widget": "http://127.0.0.1:9/nobody", "trigger": "message", "then": then})
        said = kommo.post("say", {"lead_id": customer.lead["id"], "text": text})
        run = next(run for run in kommo.get("bots/runs")["runs"] if run["lead_id"] == customer.lead["id"])
        body = {
            "token": token(account_id=31000001, entity_id=customer.lead["id"]),
            "data": {"text": text, "lead": str(customer.lead["id"]), "contact_name": "{{contact.name}}"},
            "return_url": f"{kommo.url}/api/v4/salesbot/{run['bot_id']}/continue/{run['continue_id']}",
            **more,
        }
        return {"said": said, "body": body, "run": run}

    return asked


def token(*, secret: str = "", algorithm: str = "HS512", **claims: object) -> str:
    claims = {"client_uuid": django_settings.KOMMO_CLIENT_ID, **claims}
    return jwt.encode(claims, secret or django_settings.KOMMO_CLIENT_SECRET, algorithm=algorithm)


def deliver(door: str, body: dict) -> int:
    return WorkspaceClient().post(door, data=json.dumps(body), content_type="application/json").status_code


class TestFieldAndBot:
    @pytest.mark.parametrize(("setting", "reason"), [("no_scope", "missing_scope"), ("no_plan", "payment_required")])
    def test_it_answers_when_sending_is_forbidden(self, customer, work, kommo, bot, setting, reason):
        kommo.post("settings", {"send_message": setting})
        customer.writes(QUESTION)
        work()
        [answer] = customer.got()
        assert FACT in answer
        reply = Message.objects.get(author="agent")
        assert (reply.state, reply.sent_by, reply.external_id) == ("sent", "bot", None)
        bot.refresh_from_db()
        assert bot.direct_refused_reason == reason

    def test_without_a_bot_the_refusal_stands(self, customer, work, forbidden):
        customer.writes(QUESTION)
        work()
        assert customer.got() == []
        assert reasons() == ["kommo_refused"]

    def test_direct_sending_is_not_tried_again_for_hours_then_it_is(self, customer, work, kommo, bot, forbidden):
        customer.writes(QUESTION)
        work()
        kommo.forget_calls()
        customer.bot_says_back()
        customer.writes("And how long does delivery take?")
        work()
        assert kommo.calls(SEND) == []
        ChatWay.objects.update(direct_refused_at=timezone.now() - timedelta(hours=7))
        kommo.post("settings", {"send_message": "allowed"})
        customer.bot_says_back()
        customer.writes(QUESTION)
        work()
        assert len(kommo.calls(SEND)) == 1
        bot.refresh_from_db()
        assert bot.direct_refused_at is None

    def test_ch_05_what_the_bot_says_for_us_is_known_as_ours(self, customer, work, kommo, bot, forbidden, conversation):
        customer.writes(QUESTION)
        work()
        customer.bot_says_back()
        work()
        reply = Message.objects.get(author="agent")
        assert reply.external_id
        assert Message.objects.count() == 2
        assert conversation().answered_by == "agent"
        assert BotReply.objects.get().in_flight_until is None

    def test_sb_06_two_replies_are_never_in_flight_for_one_lead(self, customer, work, take_in, kommo, bot, forbidden):
        kommo.post("settings", {"bot_delay": 0.3})
        customer.writes(QUESTION)
        work()
        assert BotReply.objects.get().in_flight_until
        customer.writes("And how long does delivery take?")
        take_in()
        turns.turn_run(conversation_id=Conversation.objects.get().pk)
        kommo.forget_calls()
        work(most=5)
        assert kommo.calls(RUN) == []
        assert Message.objects.filter(state="queued").exists()
        customer.bot_says_back(within=3)
        work()
        assert len(kommo.calls(RUN)) == 1

    def test_sb_06_a_bot_that_never_speaks_holds_the_lead_only_for_a_time(self, customer, work, kommo, bot, forbidden):
        customer.writes(QUESTION)
        work()
        BotReply.objects.update(in_flight_until=timezone.now() - timedelta(seconds=1))
        customer.writes("And how long does delivery take?")
        work()
        assert len(customer.got()) == 2

    def test_sb_07_an_account_without_the_newer_address_is_asked_at_the_older(
        self, customer, work, kommo, bot, forbidden
    ):
        kommo.fail("POST /api/v4/bots", status=404)
        customer.writes(QUESTION)
        work()
        assert len(kommo.calls("POST /api/v2/salesbot/run")) == 1
        assert len(customer.got()) == 1

    def test_ch_13_a_field_that_holds_less_gets_the_answer_in_pieces(
        self, customer, work, take_in, kommo, way, forbidden
    ):
        set_up_bot(kommo, way, field_id=SHORT_FIELD, kind="text")
        emptied = [{"field_id": SHORT_FIELD, "values": None}]
        kommo.patch(f"leads/{customer.lead['id']}", {"custom_fields_values": emptied})
        customer.writes(QUESTION)
        take_in()
        turns.turn_run(conversation_id=Conversation.objects.get().pk)
        long = "One. " * 40 + "Two. " * 40
        Message.objects.filter(author="agent").update(text=long.strip())
        for _ in range(3):
            work(most=5)
            customer.bot_says_back()
            work(most=5)
        assert len(customer.got()) == 2
        assert all(len(text) <= 255 for text in customer.got())
        assert " ".join(customer.got()) == long.strip()
        assert set(Message.objects.filter(author="agent").values_list("state", flat=True)) == {"sent"}

    def test_a_persons_text_in_the_field_is_not_overwritten(self, customer, work, kommo, bot, forbidden):
        values = [{"field_id": FIELD, "values": [{"value": "call before noon"}]}]
        kommo.patch(f"leads/{customer.lead['id']}", {"custom_fields_values": values})
        customer.writes(QUESTION)
        work()
        assert customer.got() == []
        assert Message.objects.get(author="agent").state_reason == "field_in_use"
        assert kommo.calls(RUN) == []

    def test_a_lost_answer_to_the_run_is_settled_by_the_echo_and_not_repeated(
        self, customer, work, kommo, bot, forbidden
    ):
        kommo.post("settings", {"chat_history": False})
        kommo.fail("/run", cut=True)
        customer.writes(QUESTION)
        work(most=4)
        assert Message.objects.get(author="agent").state == "sending"
        customer.bot_says_back()
        work()
        assert Message.objects.get(author="agent").state == "sent"
        assert len(kommo.calls(RUN)) == len(customer.got()) == 1

    def test_a_plan_without_bots_is_told(self, customer, work, kommo, bot, forbidden):
        kommo.post("settings", {"has_bots": False})
        customer.writes(QUESTION)
        work()
        assert Message.objects.get(author="agent").state == "failed"


class TestWidget:
    def test_it_answers_when_sending_is_forbidden(self, customer, work, ask, door, forbidden):
        asked = ask()
        assert deliver(door, asked["body"]) == 200
        work()
        assert FACT in " ".join(customer.got())
        reply = Message.objects.get(author="agent")
        assert (reply.state, reply.sent_by) == ("sent", "widget")
        assert WidgetRequest.objects.get().state == "answered"

    @pytest.mark.parametrize("hook_first", [True, False])
    def test_the_hook_about_the_same_words_is_no_second_message(
        self, customer, work, take_in, ask, door, forbidden, hook_first
    ):
        asked = ask()
        author = {"type": "external", "name": "Ivan"}

        def hook() -> None:
            customer.hook("message", asked["said"]["message_id"], QUESTION, "incoming", author)
            take_in()

        if hook_first:
            hook()
        deliver(door, asked["body"])
        take_in()
        if not hook_first:
            hook()
        work()
        [message] = Message.objects.filter(author="customer")
        assert message.external_id == asked["said"]["message_id"]
        assert Message.objects.filter(author="agent", state="sent").count() == 1
        assert Conversation.objects.count() == 1

    def test_what_it_passes_on_is_told_outside_once(self, customer, take_in, ask, door, forbidden):
        OutgoingEndpoint.objects.create(name="CRM", url="https://x.test", secret="x", events=["message.received"])
        asked = ask()
        deliver(door, asked["body"])
        take_in()
        author = {"type": "external", "name": "Ivan"}
        customer.hook("message", asked["said"]["message_id"], QUESTION, "incoming", author)
        take_in()
        [told] = OutgoingDelivery.objects.all()
        assert json.loads(told.body)["data"]["message"]["text"] == QUESTION

    def test_sb_05_a_short_show_has_at_most_80_characters_and_ten_pieces(
        self, customer, work, take_in, ask, door, kommo, forbidden
    ):
        asked = ask()
        deliver(door, asked["body"])
        take_in()
        turns.turn_run(conversation_id=Conversation.objects.get().pk)
        Message.objects.filter(author="agent").update(text="A word or two. " * 80)
        work()
        shown = customer.got()
        assert len(shown) == 10
        assert all(len(text) <= 80 for text in shown)
        assert shown[-1].endswith("…")

    def test_sb_05_a_step_that_prints_the_message_gets_it_whole(self, customer, work, ask, door, way, forbidden):
        ChatWay.objects.filter(pk=way.pk).update(widget_step=2)
        deliver(door, ask(then="{{json.message}}")["body"])
        work()
        [answer] = customer.got()
        assert FACT in answer

    def test_sb_05_the_pieces_that_come_back_are_known_as_ours(
        self, customer, work, ask, door, forbidden, conversation
    ):
        deliver(door, ask()["body"])
        work()
        customer.bot_says_back()
        work()
        assert sorted(Message.objects.values_list("author", flat=True)) == ["agent", "customer"]

    def test_sb_05_a_late_answer_goes_the_next_way(self, customer, work, ask, door, kommo):
        asked = ask()
        customer.hook("message", asked["said"]["message_id"], QUESTION, "incoming", {"type": "external"})
        deliver(door, asked["body"])
        kommo.fail("/continue/", status=404)
        work()
        assert WidgetRequest.objects.get().state == "gone"
        [answer] = customer.got()
        assert FACT in answer

    def test_sb_05_a_continue_whose_answer_was_lost_is_not_said_twice(
        self, customer, work, ask, door, kommo, forbidden
    ):
        deliver(door, ask()["body"])
        kommo.fail("/continue/", cut=True)
        work(most=4)
        Message.objects.filter(state="sending").update(sending_at=timezone.now() - timedelta(minutes=1))
        work()
        assert FACT in " ".join(customer.got())
        assert " ".join(customer.got()).count("300 roubles") == 1
        assert Message.objects.get(author="agent").state == "sent"

    def test_sb_05_the_same_request_again_is_kept_once(self, customer, work, ask, door, forbidden):
        asked = ask()
        assert [deliver(door, asked["body"]) for _ in range(2)] == [200, 200]
        work()
        assert WidgetRequest.objects.count() == 1
        assert Message.objects.filter(author="agent").count() == 1
