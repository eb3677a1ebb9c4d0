"""Workers killed at every point of the main path, and a broker that forgets: one answer each time, nothing lost."""

import time

import pytest

from tests.flows.crashing_worker import POINTS
from tests.stack import Stack

QUESTION = "Сколько стоит доставка?"
FACT = "300 рублей"
# The longest way back: the lease of a turn, then of a reply, then the look into the talk.
RECOVERY_SECONDS = 200
# What a message causes. Jobs that come round by themselves, and looks at what became of a reply, go on.
OWED_NOW = "SELECT 1 FROM tenants_job WHERE kind IN ('kommo.delivery', 'kommo.settle', 'chat.turn', 'chat.send')"


@pytest.fixture
def only_crashing(stack: Stack):
    """No other worker while one is about to die; afterwards there is one again."""
    stack.end("worker")
    yield
    stack.end("crashing")
    stack.start_worker()


def assert_one_answer_and_nothing_owed(stack: Stack, leads: list[dict]) -> None:
    for lead in leads:
        stack.wait(lambda lead=lead: stack.answers(lead), f"an answer to {lead['name']}", RECOVERY_SECONDS)
    stack.wait(lambda: not stack.rows(OWED_NOW), "no job left", RECOVERY_SECONDS)
    time.sleep(1)
    for lead in leads:
        answers = stack.answers(lead)
        assert len(answers) == 1, f"{lead['name']}: {answers}"
        assert FACT in answers[0]
        [(decisions, sent)] = stack.rows(
            "SELECT count(DISTINCT d.id), count(DISTINCT r.id) FROM chat_conversation c "
            "JOIN chat_message m ON m.conversation_id = c.id AND m.author = 'customer' "
            "JOIN chat_decision d ON d.message_id = m.id "
            "JOIN chat_message r ON r.conversation_id = c.id AND r.author = 'agent' AND r.state = 'sent' "
            "WHERE c.talk_id = %s",
            lead["talk_id"],
        )
        assert (decisions, sent) == (1, 1), lead["name"]
    assert stack.rows("SELECT count(*) FROM crm_deliveries WHERE processed_at IS NULL") == [(0,)]


def die_at(stack: Stack, point: str) -> dict:
    lead = stack.new_talk(point)
    worker = stack.start_crashing_worker(point)
    stack.say(lead, QUESTION)
    stack.wait(lambda: worker.poll() is not None, f"death at {point}", 60)
    return lead


class TestDeath:
    @pytest.mark.parametrize("point", ["claimed", "sent_not_committed"])
    def test_one_answer_whatever_dies(self, stack, only_crashing, point):
        """The short form: before anything is known, and after the customer has read it."""
        lead = die_at(stack, point)
        stack.start_worker()
        assert_one_answer_and_nothing_owed(stack, [lead])
        stack.end("worker")

    @pytest.mark.heavy
    def test_one_answer_at_each_of_ten_points(self, stack, only_crashing):
        """Ten conversations, ten deaths, the recoveries side by side."""
        leads = [die_at(stack, point) for point in POINTS]
        stack.start_worker()
        assert_one_answer_and_nothing_owed(stack, leads)
        stack.end("worker")


class TestBroker:
    def test_one_answer_when_the_broker_is_emptied_on_the_way(self, stack):
        leads = [stack.new_talk(f"flushed {n}") for n in range(3)]
        for lead in leads:
            stack.say(lead, QUESTION)
            stack.wait(
                lambda lead=lead: stack.rows(
                    "SELECT 1 FROM crm_deliveries WHERE body LIKE %s", f"%{lead['talk_id']}%".encode()
                ),
                "the hook to be stored",
            )
            stack.empty_broker()
        for _ in range(5):
            stack.empty_broker()
            time.sleep(0.3)
        assert_one_answer_and_nothing_owed(stack, leads)
