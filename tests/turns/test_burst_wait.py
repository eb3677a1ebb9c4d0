"""4.10, the wait: how long a turn waits for more words of the customer."""

import time

import pytest
from django.utils import timezone

from automation import turns
from automation.rhythm import goes_on, quiet_at
from chat.models import Conversation, Decision, Message
from tenants.models import Job
from tests.agents.model_steps import calls, says
from tests.automation.fixtures import reasons
from tests.jobs import run_due_jobs

NOW = timezone.now()
QUESTION = "How much is delivery?"


def seconds(number: float) -> timezone.timedelta:
    return timezone.timedelta(seconds=number)


@pytest.fixture(autouse=True)
def _waits_as_in_production(settings) -> None:
    settings.TURN_WAIT_SECONDS, settings.TURN_WAIT_CAP_SECONDS = 2, 8


class TestQuiet:
    @pytest.mark.parametrize(
        ("last", "is_open", "expected"),
        [
            (0, False, 2),
            (0, True, 4),
            (3, False, 5),
            (3, True, 7),
            (5, True, 8),
            (7, False, 8),
        ],
    )
    def test_4_10_two_seconds_or_four_and_eight_at_most_from_the_first(self, last, is_open, expected):
        ends = quiet_at(first=NOW, last=NOW + seconds(last), wait_seconds=2, goes_on=is_open)
        assert ends == NOW + seconds(expected)

    @pytest.mark.parametrize("is_open", [True, False])
    def test_4_10_a_wait_of_nothing_is_no_wait(self, is_open):
        """As for a click, and where the setting says 0."""
        assert quiet_at(first=NOW, last=NOW, wait_seconds=0, goes_on=is_open) == NOW

    @pytest.mark.parametrize("text", ["Hello", "I wonder,", "сколько стоит", "", "  ", "Hola 🙂", "do you have"])
    def test_4_10_who_ends_without_a_sentences_end_goes_on(self, text):
        assert goes_on(text)

    @pytest.mark.parametrize("text", ["Hello.", "How much?", "Привет!", "Well…", "He said “no.”", "(why?)", "Ya. "])
    def test_4_10_a_whole_sentence_is_an_end(self, text):
        assert not goes_on(text)


class TestTurnIsDue:
    @pytest.fixture
    def due_in(self, conversation):
        """Seconds from the newest message to the turn."""

        def measure() -> float:
            newest = conversation().messages.order_by("-pk").first()
            return (Job.objects.get(kind="chat.turn").due_at - newest.created_at).total_seconds()

        return measure

    def test_4_10_the_last_message_of_a_burst_says_how_long(self, customer, take_in, due_in):
        for text, expected in ((QUESTION, 2), ("And to", 4), ("Norway?", 2)):
            customer.writes(text)
            take_in()
            # The cap may be near where the machine is slow.
            assert due_in() <= expected + 0.5
        assert Job.objects.filter(kind="chat.turn").count() == 1

    def test_4_10_media_without_words_is_waited_for_longer(self, customer, take_in, due_in):
        author = {"type": "external", "name": "Ivan"}
        told = {"message_type": "voice", "attachment][type": "voice", "attachment][link": "https://a.test/1.ogg"}
        customer.hook("message", "a-voice", "", "incoming", author, **told)
        take_in()
        assert due_in() == pytest.approx(4, abs=0.5)

    def test_4_10_the_setting_0_answers_at_once(self, customer, take_in, due_in, decide):
        decide(rhythm={"wait_seconds": 0})
        customer.writes("Hello")
        take_in()
        assert due_in() == pytest.approx(0, abs=0.5)


class TestRealClock:
    @pytest.mark.alone
    def test_4_10_messages_at_0_and_1_5_and_3_seconds_get_one_answer_to_all_three(self, customer, model):
        """By the real clock: nothing is hurried, what is due is done when it is due."""
        began = time.monotonic()
        for at, text in ((0, "Hello."), (1.5, "I live in Norway."), (3, QUESTION)):
            work_until(began + at)
            customer.writes(text)
        work_until(began + 30, done=lambda: Decision.objects.count() == 3)
        assert reasons() == ["answered"] * 3
        assert Decision.objects.values("reply").distinct().count() == 1
        run_due_jobs(queues=("outbox",))
        assert customer.got() == ["Fine."]
        [asked] = model.requests
        assert asked["messages"][-1]["content"] == "Hello.\nI live in Norway.\nHow much is delivery?"
        last = Message.objects.filter(author="customer").latest("pk")
        assert last.decision.created_at >= last.created_at + seconds(2)


def work_until(moment: float, *, done=lambda: False) -> None:
    while time.monotonic() < moment and not done():
        run_due_jobs()
        time.sleep(0.05)


class TestOrder:
    def test_4_10_all_messages_of_a_burst_are_told_in_their_order(self, customer, take_in, work, model):
        for text in ("One.", "Two.", "Three."):
            customer.writes(text)
        take_in()
        work()
        [asked] = model.requests
        assert asked["messages"][-1]["content"] == "One.\nTwo.\nThree."


class TestMoreWhileItThinks:
    @pytest.fixture
    def writes_more(self, customer, take_in):
        def write(text: str):
            def do() -> None:
                customer.writes(text)
                take_in()

            return do

        return write

    def test_4_10_it_is_cancelled_and_begun_anew_once_with_everything(
        self, customer, take_in, work, model, when_asked, writes_more
    ):
        model.will_play(when_asked(writes_more("And to Norway?"), says("Half.")), says("Whole."))
        customer.writes(QUESTION)
        take_in()
        work()
        assert customer.got() == ["Whole."]
        assert reasons() == ["answered", "answered"]
        assert model.requests[-1]["messages"][-1]["content"] == f"{QUESTION}\nAnd to Norway?"

    def test_4_10_the_second_time_it_finishes_and_answers_the_rest_next(
        self, customer, take_in, work, model, when_asked, writes_more
    ):
        model.will_play(
            when_asked(writes_more("Two."), says("Half.")),
            when_asked(writes_more("Three."), says("To both.")),
            says("Rest."),
        )
        customer.writes("One.")
        take_in()
        work()
        assert customer.got() == ["To both.", "Rest."]
        assert model.requests[-1]["messages"][-1]["content"] == "Three."
        assert Decision.objects.count() == 3

    def test_4_10_no_tool_is_called_for_a_turn_that_is_cancelled(
        self, customer, take_in, work, model, when_asked, writes_more, kommo, decide
    ):
        decide(tools={"add_note": True})
        note = calls("add_note", {"text": "wants a call"})
        model.will_play(when_asked(writes_more("No, forget it."), note), says("Fine."))
        customer.writes("Note that I want a call.")
        take_in()
        kommo.forget_calls()
        work()
        assert customer.got() == ["Fine."]
        assert not kommo.calls("POST /api/v4/leads/notes")
        assert len(model.requests) == 2


class TestPieces:
    @pytest.fixture
    def first_piece_is_out(self, customer, take_in, work) -> None:
        customer.writes(QUESTION)
        take_in()
        turns.turn_run(conversation_id=Conversation.objects.get().pk)
        Message.objects.filter(state="queued").update(text="A sentence of some words. " * 400)
        run_due_jobs(even_later=True, most=1, queues=("outbox",))
        assert len(customer.got()) == 1

    def test_4_10_a_long_answer_stops_after_the_piece_that_is_out(self, customer, work, take_in, first_piece_is_out):
        customer.writes("Thank you, that will do.")
        take_in()
        work()
        pieces = [text for text in customer.got() if text.startswith("A sentence")]
        assert len(pieces) == 1
        assert Message.objects.filter(state="dropped", state_reason="superseded").exists()
        assert len(reasons()) == 2
        assert reasons()[0] == "answered"

    def test_a_long_answer_goes_on_while_nobody_writes(self, customer, work, first_piece_is_out):
        work()
        assert len(customer.got()) > 1
