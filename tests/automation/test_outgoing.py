import hashlib
import hmac
import json
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connection as database
from django.db import transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agents.services import integration_uninstall
from automation import turns
from automation.models import OutgoingDelivery, OutgoingEndpoint
from automation.outgoing import deliveries, endpoints, sending
from automation.outgoing.events import CHOICES, OutgoingEvent
from chat.models import Conversation, Message
from chat.services import conversation_hand_back, conversation_take_over, reply_fail
from tenants.errors import Conflict, InvalidInput
from tenants.jobs import RetryLater
from tenants.models import Job, Membership, User
from tests.factories import ConversationFactory, DecisionFactory, MessageFactory
from tests.jobs import run_due_jobs
from tests.outside_server import outside_server

ALL = [name for name, _label in CHOICES]


@pytest.fixture
def receiver(settings):
    with outside_server() as server:
        settings.OUTSIDE_ALLOWED = [*settings.OUTSIDE_ALLOWED, server.host]
        yield server


@pytest.fixture
def endpoint(tenant, receiver) -> OutgoingEndpoint:
    return endpoints.endpoint_create(name="CRM", url=receiver.url, events=ALL)[0]


def tell(conversation=None):
    """A fact: a person takes a conversation over."""
    conversation_take_over(
        conversation=conversation or ConversationFactory(), person_name="Olga", at=timezone.now(), reason="x"
    )


def attempt(delivery: OutgoingDelivery) -> OutgoingDelivery:
    """One attempt, whatever it comes to."""
    with suppress(RetryLater):
        sending.delivery_send(delivery_id=delivery.pk)
    delivery.refresh_from_db()
    return delivery


def moved(customer, kind: str, stage_id: int, *, at: int) -> None:
    """A hook that tells in which stage the lead stands, but not where it stood before."""
    lead = {"id": customer.lead["id"], "pipeline_id": 11689563, "status_id": stage_id, "updated_at": at}
    customer.hook_pairs({f"leads[{kind}][0][{name}]": value for name, value in lead.items()})


@pytest.fixture
def long_answer(customer, take_in, work):
    """`long_answer()`: the agent's answer goes out in several messages."""

    def answer() -> None:
        customer.writes("How much is delivery?")
        take_in()
        turns.turn_run(conversation_id=Conversation.objects.get().pk)
        Message.objects.filter(state="queued").update(text="A sentence of some words. " * 400)
        work()
        assert len(customer.got()) > 1

    return answer


class TestFacts:
    def test_a_chat_tells_what_came_and_what_was_answered(self, customer, receiver, work):
        endpoints.endpoint_create(name="CRM", url=receiver.url, events=ALL)
        customer.writes("How much is delivery?")
        work()
        told = {json.loads(body)["event"]: json.loads(body) for _headers, body in receiver.got}
        assert set(told) == {"message.received", "message.answered"}
        answered = told["message.answered"]
        assert answered["version"] == 1
        assert answered["workspace"] == "alpha"
        assert answered["data"]["agent"]["name"] == "Anna"
        assert answered["data"]["message"]["kommo_id"]
        assert told["message.received"]["data"]["message"]["text"] == "How much is delivery?"

    def test_an_agent_without_the_webhook_tells_nothing_of_its_own(self, customer, receiver, work, agent):
        endpoints.endpoint_create(name="CRM", url=receiver.url, events=ALL)
        integration_uninstall(agent=agent, kind="webhook")
        customer.writes("How much is delivery?")
        work()
        assert [json.loads(body)["event"] for _headers, body in receiver.got] == ["message.received"]

    def test_every_piece_of_a_long_answer_names_its_agent(self, customer, receiver, long_answer, agent):
        endpoints.endpoint_create(name="CRM", url=receiver.url, events=["message.answered"])
        long_answer()
        told = [json.loads(body)["data"]["agent"]["id"] for _headers, body in receiver.got]
        assert told == [agent.pk] * len(customer.got())

    def test_no_piece_of_a_long_answer_is_told_of_an_agent_without_the_webhook(self, receiver, long_answer, agent):
        endpoints.endpoint_create(name="CRM", url=receiver.url, events=["message.answered"])
        integration_uninstall(agent=agent, kind="webhook")
        long_answer()
        assert receiver.got == []

    def test_taking_over_and_handing_back(self, endpoint, receiver):
        conversation = ConversationFactory()
        tell(conversation)
        tell(conversation)
        conversation_hand_back(conversation=conversation, at=timezone.now())
        run_due_jobs()
        told = [json.loads(body) for _headers, body in receiver.got]
        assert sorted(fact["event"] for fact in told) == ["conversation.handed_back", "conversation.taken_over"]

    def test_a_reply_that_fails_says_why(self, endpoint, receiver, tenant):
        reply = MessageFactory(author="agent", state=Message.State.QUEUED)
        DecisionFactory(reply=reply)
        reply_fail(reply=reply, reason="Kommo refused", decision="kommo_refused")
        run_due_jobs()
        [(_headers, body)] = receiver.got
        assert json.loads(body)["data"]["reason"] == "Kommo refused"

    def test_a_stage_change_names_both_ends(self, customer, receiver, take_in):
        endpoints.endpoint_create(name="CRM", url=receiver.url, events=["lead.stage_changed"])
        lead = {"id": customer.lead["id"], "status_id": 142, "old_status_id": 89860455, "pipeline_id": 11689563}
        customer.hook_pairs({f"leads[status][0][{name}]": value for name, value in lead.items()})
        take_in()
        run_due_jobs()
        [(_headers, body)] = receiver.got
        assert json.loads(body)["data"]["to"]["stage_id"] == 142

    @pytest.mark.parametrize("kinds", [("update",), ("update", "status"), ("status", "update")])
    def test_a_stage_change_is_told_once_however_kommo_tells_it(self, customer, receiver, take_in, kinds):
        endpoints.endpoint_create(name="CRM", url=receiver.url, events=["lead.stage_changed"])
        moved(customer, "update", 89860455, at=2_000_000_000)
        take_in()
        for kind in kinds:
            moved(customer, kind, 142, at=2_000_000_100)
            take_in()
        [delivery] = OutgoingDelivery.objects.all()
        assert json.loads(delivery.body)["data"]["to"] == {"pipeline_id": 11689563, "stage_id": 142}

    def test_only_what_was_chosen_is_told(self, receiver, tenant):
        endpoints.endpoint_create(name="CRM", url=receiver.url, events=["message.received"])
        tell()
        assert not OutgoingDelivery.objects.exists()

    def test_it_commits_with_the_fact_or_not_at_all(self, endpoint):
        with pytest.raises(RuntimeError), transaction.atomic():
            tell()
            assert OutgoingDelivery.objects.exists()
            raise RuntimeError
        assert not OutgoingDelivery.objects.exists()
        assert not Job.objects.filter(kind="outgoing.send").exists()

    def test_without_endpoints_a_fact_costs_one_query(self, tenant):
        OutgoingEndpoint.objects.exists()  # the first query of all also sets the schema
        with CaptureQueriesContext(database) as queries:
            deliveries.fact_tell(event=OutgoingEvent.TAKEN_OVER, data={})
        assert len(queries) == 1


class TestDelivery:
    def test_it_is_signed_over_time_and_body(self, tenant, receiver):
        _endpoint, secret = endpoints.endpoint_create(name="CRM", url=receiver.url, events=ALL)
        tell()
        run_due_jobs()
        [(headers, body)] = receiver.got
        parts = dict(part.split("=") for part in headers["Leadwright-Signature"].split(","))
        expected = hmac.new(secret.encode(), f"{parts['t']}.".encode() + body, hashlib.sha256).hexdigest()
        assert parts["v1"] == expected
        assert headers["Leadwright-Delivery"] == json.loads(body)["id"]
        assert headers["Leadwright-Event"] == "conversation.taken_over"

    def test_after_a_rotation_both_secrets_sign_for_a_day(self, endpoint, receiver):
        new = endpoints.endpoint_rotate(endpoint=endpoint)
        for ago in (timedelta(0), timedelta(days=2)):
            OutgoingEndpoint.objects.update(old_secret_until=timezone.now() + timedelta(days=1) - ago)
            tell()
            run_due_jobs()
        first, second = (headers["Leadwright-Signature"] for headers, _body in receiver.got)
        assert (first.count("v1="), second.count("v1=")) == (2, 1)
        endpoint.refresh_from_db()
        assert endpoint.secret == new

    def test_a_failure_is_tried_again_with_growing_pauses_and_then_given_up(self, endpoint, receiver):
        receiver.answers = [(500, b"no")] * 20
        tell()
        delivery = OutgoingDelivery.objects.get()
        for pause in sending.PAUSES:
            assert attempt(delivery).state == "waiting"
            assert abs(delivery.due_at - timezone.now() - pause) < timedelta(seconds=5)
        assert attempt(delivery).state == "failed"
        assert (len(delivery.attempts), delivery.answer) == (len(sending.PAUSES) + 1, "no")
        assert timedelta(hours=20) < sum(sending.PAUSES, timedelta()) < timedelta(hours=28)
        assert len({body for _headers, body in receiver.got}) == 1

    def test_the_job_tries_again_by_itself(self, endpoint, receiver):
        receiver.answers = [(503, b""), (302, b"")]
        tell()
        run_due_jobs(even_later=True)
        delivery = OutgoingDelivery.objects.get()
        assert (delivery.state, [one["status"] for one in delivery.attempts]) == ("delivered", [503, 302, 200])

    def test_an_address_that_turned_inward_is_not_called(self, endpoint, receiver, settings):
        tell()
        settings.OUTSIDE_ALLOWED = []
        attempt(OutgoingDelivery.objects.get())
        assert receiver.got == []
        assert OutgoingDelivery.objects.get().last_attempt["error"] == "address_refused"

    def test_it_is_sent_again_under_the_same_id(self, endpoint, receiver):
        tell()
        run_due_jobs(queues=("sync",))
        delivery = OutgoingDelivery.objects.get()
        deliveries.delivery_resend(delivery=delivery)
        with pytest.raises(Conflict):
            deliveries.delivery_resend(delivery=delivery)
        run_due_jobs(queues=("sync",))
        assert len({headers["Leadwright-Delivery"] for headers, _body in receiver.got}) == 1
        assert len(receiver.got) == 2

    def test_the_old_are_forgotten(self, endpoint):
        tell()
        OutgoingDelivery.objects.update(created_at=timezone.now() - deliveries.KEPT - timedelta(hours=1))
        tell()
        deliveries.deliveries_prune(now=timezone.now())
        assert OutgoingDelivery.objects.count() == 1

    def test_a_deleted_endpoint_is_told_nothing_more(self, endpoint, receiver):
        tell()
        endpoints.endpoint_delete(endpoint=endpoint)
        run_due_jobs(queues=("sync",))
        assert receiver.got == []


class TestPause:
    @pytest.mark.parametrize(("failures", "minutes", "goes_on"), [(19, 90, True), (20, 30, True), (20, 90, False)])
    def test_after_many_failures_over_a_while_it_is_left_alone(self, endpoint, receiver, failures, minutes, goes_on):
        since = timezone.now() - timedelta(minutes=minutes)
        OutgoingEndpoint.objects.update(failures_in_row=failures - 1, failing_since=since)
        receiver.answers = [(500, b"")]
        tell()
        attempt(OutgoingDelivery.objects.get())
        endpoint.refresh_from_db()
        assert endpoint.is_active is goes_on
        assert (endpoint.paused_by_us_at is None) is goes_on

    def test_owners_and_admins_are_told_once(self, endpoint, receiver, member, mailoutbox):
        member("admin")
        member("builder")
        gone = member("operator")
        User.objects.filter(pk=gone.pk).update(is_active=False)
        Membership.objects.filter(user=gone).update(role="admin")
        User.objects.filter(email="owner@alpha.test").update(language="ru")
        since = timezone.now() - timedelta(hours=2)
        OutgoingEndpoint.objects.update(failures_in_row=30, failing_since=since)
        receiver.answers = [(500, b"")]
        tell()
        run_due_jobs(even_later=True)
        mails = {tuple(mail.to): mail for mail in mailoutbox}
        assert sorted(mails) == [("admin@alpha.test",), ("owner@alpha.test",)]
        to_admin, to_owner = (mails[f"{role}@alpha.test",] for role in ("admin", "owner"))
        assert "CRM" in to_admin.subject
        assert "answered 500" in to_admin.body
        assert "/manage/alpha/" in to_admin.body
        assert to_owner.subject != to_admin.subject

    def test_switched_on_again_it_begins_anew(self, endpoint):
        OutgoingEndpoint.objects.update(is_active=False, failures_in_row=20, paused_by_us_at=timezone.now())
        endpoint.refresh_from_db()
        endpoints.endpoint_update(endpoint=endpoint, name="CRM", url=endpoint.url, events=ALL, is_active=True)
        endpoint.refresh_from_db()
        assert (endpoint.failures_in_row, endpoint.paused_by_us_at) == (0, None)

    def test_what_waits_for_one_that_is_off_ends(self, endpoint, receiver):
        tell()
        OutgoingEndpoint.objects.update(is_active=False)
        assert attempt(OutgoingDelivery.objects.get()).state == "failed"
        assert receiver.got == []


class TestEndpoint:
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("name", " "),
            ("url", "http://example.com/hook"),
            ("url", "https://10.0.0.1/hook"),
            ("events", []),
            ("events", ["no.such.event"]),
        ],
    )
    def test_what_is_wrong_is_named(self, tenant, receiver, field, value):
        good = {"name": "CRM", "url": receiver.url, "events": ALL}
        with pytest.raises(InvalidInput) as refused:
            endpoints.endpoint_create(**{**good, field: value})
        assert refused.value.field == field

    def test_its_secret_lies_encrypted(self, endpoint):
        with database.cursor() as cursor:
            cursor.execute("SELECT secret FROM outgoing_endpoints")
            assert endpoint.secret not in str(cursor.fetchone())
