"""4.10: a person writes at any time before the answer is sent, and it is not sent."""

import pytest
from django.utils import timezone

from chat.models import Decision, Message
from chat.services import conversation_take_over
from tests.agents.model_steps import says
from tests.automation.fixtures import reasons
from tests.turns.conftest import MANAGERS, QUESTION
from tests.turns.points import POINTS, Scene


@pytest.fixture
def scene(customer, agent, kommo, model, manager_writes, when_asked, when_kommo_is_asked, connected) -> Scene:
    return Scene(customer, agent, kommo, model, manager_writes, when_asked, when_kommo_is_asked)


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.__name__)
def test_4_10_a_managers_message_leaves_no_answer_sent(point, scene, work):
    point(scene)
    work()
    assert scene.customer.got() == [MANAGERS]
    assert reasons() == ["human_preempted"]
    assert not Message.objects.filter(author="agent").exclude(state="dropped").exists()
    assert not scene.kommo.calls("POST /api/v4/leads/notes")


def test_4_10_between_two_pieces_of_a_long_answer_the_rest_stays(customer, work, take_in, manager_writes):
    customer.writes(QUESTION)
    take_in()
    work(most=1)
    Message.objects.filter(state="queued").update(text="A sentence of some words. " * 400)
    work(most=1)
    assert len(customer.got()) == 1
    manager_writes()
    work()
    assert len(customer.got()) == 2
    assert reasons() == ["answered"]
    assert Message.objects.filter(state="dropped", state_reason="human_preempted").exists()


def test_4_10_parting_words_stay_when_the_person_is_there_first(customer, work, take_in, manager_writes):
    customer.writes("I want to talk to a human.")
    take_in()
    work(most=1)
    assert Message.objects.filter(state="queued").exists()
    manager_writes()
    work()
    assert customer.got() == [MANAGERS]
    assert reasons() == ["human_preempted"]


def test_4_10_the_button_of_the_inbox_counts_as_much(customer, work, take_in, conversation):
    customer.writes(QUESTION)
    take_in()
    conversation_take_over(conversation=conversation(), person_name="Olga", at=timezone.now(), reason="human_preempted")
    work()
    assert (customer.got(), reasons()) == ([], ["human_preempted"])


def test_what_is_written_when_a_person_has_it_already_is_no_preemption(customer, work, manager_writes):
    manager_writes()
    customer.writes(QUESTION)
    work()
    assert reasons() == ["person_took_over"]


def test_the_trace_of_an_answer_that_was_held_back_stays(customer, work, take_in, model, when_asked, manager_writes):
    customer.writes(QUESTION)
    take_in()
    model.will_play(when_asked(manager_writes, says("Fine.")))
    work()
    assert Decision.objects.get().trace["model"] == "test-model"
