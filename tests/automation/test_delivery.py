"""What became of a reply that Kommo took, and what the inbox says of it."""

from time import sleep

import pytest

from automation.delivery import PAUSES
from automation.kinds import DELIVERY_JOB
from chat.models import Message
from crm_kommo import services as crm
from dashboard.inbox.lines import thread_lines
from kommo_standin.api.talks import DELIVERY_TAKES
from tenants.models import Job
from tests.factories import MessageFactory
from tests.jobs import run_due_jobs

QUESTION = "How much is delivery?"
READ = "/messages"


@pytest.fixture
def answered(customer, work, kommo):
    """Everything is done but the looks at what became of the answer."""

    def answer() -> Message:
        customer.writes(QUESTION)
        work(most=3)
        return Message.objects.get(author="agent")

    return answer


def looks() -> list[str]:
    return run_due_jobs(even_later=True, queues=("outbox",))


class TestReadBack:
    @pytest.mark.parametrize(("told", "delivery"), [("delivered", "delivered"), ("error", "failed")])
    def test_ch_11_kommo_tells_later_what_the_messenger_made_of_it(self, answered, kommo, told, delivery):
        kommo.post("settings", {"delivery_status": told})
        reply = answered()
        assert (reply.state, reply.delivery) == ("sent", "pending")
        sleep(DELIVERY_TAKES)  # before that the stand-in says of every message that it is sent
        looks()
        reply.refresh_from_db()
        assert reply.delivery == delivery
        assert bool(reply.delivery_reason) == (delivery == "failed")

    def test_ch_11_what_is_not_told_stays_sent_and_is_not_asked_for_ever(self, answered, kommo):
        kommo.post("settings", {"delivery_status": "sent"})
        reply = answered()
        kommo.forget_calls()
        looks()
        reply.refresh_from_db()
        assert reply.delivery == "pending"
        assert len(kommo.calls(READ)) == len(PAUSES)
        assert not Job.objects.filter(kind=DELIVERY_JOB).exists()

    def test_kommo_being_away_is_only_a_look_that_saw_nothing(self, answered, kommo):
        kommo.post("settings", {"delivery_status": "error"})
        reply = answered()
        kommo.fail("GET /api/v4/talks", status=500, times=3)
        looks()
        reply.refresh_from_db()
        assert reply.delivery == "failed"

    def test_ch_17_without_the_permission_it_is_noted_and_nothing_more_is_asked(self, answered, kommo, connected):
        kommo.post("settings", {"chat_history": False})
        reply = answered()
        kommo.forget_calls()
        looks()
        reply.refresh_from_db()
        assert (reply.state, reply.delivery) == ("sent", "pending")
        assert len(kommo.calls(READ)) == 1
        assert crm.chat_way_of(connected).history_refused_at


class TestInbox:
    @pytest.mark.parametrize(
        ("message", "words"),
        [
            ({"delivery": "pending"}, "Sent"),
            ({"delivery": "pending", "external_id": None, "sent_by": "bot"}, "Handed to your Salesbot"),
            ({"delivery": "delivered"}, "Delivered"),
            ({"delivery": "failed", "delivery_reason": "No such number."}, "Not delivered: No such number."),
            ({"delivery": ""}, ""),
        ],
    )
    def test_ch_11_the_thread_says_it_in_words(self, tenant, message, words):
        reply = MessageFactory(author="agent", state="sent", **message)
        [line] = thread_lines(reply.conversation)
        assert line.state_text == words
