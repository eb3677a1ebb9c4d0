from datetime import timedelta

import pytest
from django.utils import timezone, translation

from automation import outbox, turns
from chat.models import Message
from crm_kommo.models.failure import Failure
from dashboard.inbox.lines import thread_lines
from tenants.jobs import RetryLater
from tests.automation.fixtures import reasons

QUESTION = "How much is delivery?"
SEND = "POST /api/v4/talks/"


@pytest.fixture
def queued(customer, take_in) -> Message:
    """An answer that waits to be sent."""
    customer.writes(QUESTION)
    take_in()
    turns.turn_run(conversation_id=Message.objects.get().conversation_id)
    return Message.objects.get(state="queued")


def again(message: Message) -> Message:
    message.refresh_from_db()
    return message


def age(message: Message, **time: int) -> None:
    Message.objects.filter(pk=message.pk).update(sending_at=timezone.now() - timedelta(**time))


class TestSend:
    def test_it_is_sent_once_and_keeps_kommos_id(self, customer, queued, kommo):
        outbox.reply_send(message_id=queued.pk)
        outbox.reply_send(message_id=queued.pk)
        assert again(queued).state == "sent"
        assert len(customer.got()) == 1
        assert len(kommo.calls(SEND)) == 1

    def test_it_waits_when_kommo_says_so(self, customer, queued, kommo):
        kommo.fail(SEND, status=429)
        with pytest.raises(RetryLater):
            outbox.reply_send(message_id=queued.pk)
        assert again(queued).state == "queued"
        assert customer.got() == []

    @pytest.mark.parametrize("status", [402, 403, 422])
    def test_ch_11_it_is_refused_for_good_with_the_reason(self, customer, queued, kommo, status):
        kommo.fail(SEND, status=status)
        outbox.reply_send(message_id=queued.pk)
        assert again(queued).state == "failed"
        assert queued.state_reason in Failure.values
        assert reasons() == ["kommo_refused"]

    def test_the_reason_is_told_in_the_readers_language(self, customer, queued, kommo, workspace_addresses):
        kommo.fail(SEND, status=402)
        outbox.reply_send(message_id=queued.pk)
        with translation.override("ru"):
            line = thread_lines(queued.conversation)[-1]
            assert line.state_text == str(Failure.PAYMENT_REQUIRED.label) != "payment_required"
            assert not line.state_text.isascii()

    def test_ch_11_a_closed_talk_is_told(self, customer, queued, kommo):
        kommo.post(f"talks/{customer.lead['talk_id']}/close")
        outbox.reply_send(message_id=queued.pk)
        assert again(queued).state == "failed"


class TestUnknownOutcome:
    def test_ch_11_what_kommo_has_is_found_in_the_talk_and_not_sent_again(self, customer, queued, kommo):
        kommo.fail(SEND, cut=True)
        with pytest.raises(RetryLater):
            outbox.reply_send(message_id=queued.pk)
        assert again(queued).state == "sending"
        outbox.reply_send(message_id=queued.pk)
        assert again(queued).state == "sent"
        assert len(customer.got()) == 1

    def test_what_kommo_has_not_is_sent_again_once_that_is_sure(self, customer, queued, kommo, work):
        kommo.fail(SEND, drop=True)
        with pytest.raises(RetryLater):
            outbox.reply_send(message_id=queued.pk)
        with pytest.raises(RetryLater):
            outbox.reply_send(message_id=queued.pk)
        assert customer.got() == []
        age(queued, minutes=2)
        with pytest.raises(RetryLater):
            outbox.reply_send(message_id=queued.pk)
        work()
        assert again(queued).state == "sent"
        assert len(customer.got()) == 1

    def test_the_echo_settles_it(self, customer, queued, kommo, take_in):
        kommo.fail(SEND, cut=True)
        with pytest.raises(RetryLater):
            outbox.reply_send(message_id=queued.pk)
        customer.hook("outgoing_message", "kommos-id", queued.text, "outgoing", {"type": "internal", "name": "x"})
        take_in()
        assert (again(queued).state, queued.external_id) == ("sent", "kommos-id")
        assert queued.conversation.answered_by == "agent"

    def test_it_stays_unknown_when_the_talk_cannot_be_read_for_long(self, customer, queued, kommo):
        kommo.fail(SEND, cut=True)
        with pytest.raises(RetryLater):
            outbox.reply_send(message_id=queued.pk)
        age(queued, minutes=16)
        kommo.fail("GET /api/v4/talks/", status=403, times=20)
        outbox.reply_send(message_id=queued.pk)
        assert again(queued).state == "unknown"
        assert queued.state_reason

    def test_a_later_echo_settles_even_that(self, customer, queued, take_in):
        Message.objects.filter(pk=queued.pk).update(state="unknown", sending_at=timezone.now())
        customer.hook("outgoing_message", "kommos-id", queued.text, "outgoing", {"type": "bot"})
        take_in()
        assert (again(queued).state, queued.external_id) == ("sent", "kommos-id")

    def test_what_became_known_while_the_talk_was_read_is_not_undone(self, customer, queued, kommo):
        """The echo, or the slow sender, is first: the look into the talk changes nothing and sends nothing."""
        Message.objects.filter(pk=queued.pk).update(state="sending")
        age(queued, minutes=5)
        stale = Message.objects.select_related("conversation").get(pk=queued.pk)
        Message.objects.filter(pk=queued.pk).update(state="sent", external_id="k1")
        outbox._reconcile(stale)
        assert (again(queued).state, queued.external_id) == ("sent", "k1")
        assert kommo.calls(SEND) == []


class TestKommoAway:
    def test_it_waits_without_using_up_its_tries(self, customer, queued, kommo):
        kommo.fail(SEND, status=429)
        with pytest.raises(RetryLater) as later:
            outbox.reply_send(message_id=queued.pk)
        assert not later.value.counts

    def test_an_answer_that_comes_too_late_is_no_answer(self, customer, queued, kommo):
        Message.objects.filter(pk=queued.pk).update(said_at=timezone.now() - timedelta(minutes=20))
        kommo.fail(SEND, status=429)
        outbox.reply_send(message_id=queued.pk)
        assert again(queued).state == "failed"
        assert reasons() == ["kommo_away"]

    def test_a_job_that_is_dead_leaves_no_reply_waiting(self, customer, queued):
        outbox.reply_abandon(message_id=queued.pk, reason="a bug")
        assert again(queued).state == "failed"
        assert reasons() == ["failed"]
