from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from agents.faults import SettingsInvalid
from agents.models import Agent, ModelProvider
from agents.services import agent_switch, draft_patch
from automation.held_here import (
    chat_answer_anew,
    chat_begin,
    chat_person_say,
    chat_persona_set,
    chat_say,
    chat_travel,
)
from automation.held_here.answering import answer_settle
from automation.held_here.held import held_of
from automation.held_here.live_text import Growing, following, text_is_done
from automation.held_here.thinking import think_here
from chat import selectors
from chat.models import Conversation, Decision
from chat.services import conversation_hand_back
from crm_kommo.models import OutgoingWrite
from tenants.errors import InvalidInput
from tenants.models import Job
from tests.agents.model_server import ModelServer, model_server
from tests.automation.fixtures import FACT, PIPELINE, STAGES, reasons

QUESTION = "How much is delivery?"
WEEK = {day: [{"opens": "09:00", "closes": "18:00"}] for day in ("mon", "tue", "wed", "thu", "fri")}
SUNDAY_NIGHT = datetime(2027, 1, 3, 2, 10, tzinfo=UTC)


@pytest.fixture
def begin(agent: Agent, article):
    def make(origin: str = "test", at: datetime | None = None, **persona: Any):
        return chat_begin(origin=origin, agent_id=agent.pk, persona=persona, at=at)

    return make


@pytest.fixture
def model(settings: Any, agent: Agent) -> Iterator[ModelServer]:
    with model_server() as server:
        settings.OUTSIDE_ALLOWED = [*settings.OUTSIDE_ALLOWED, server.host]
        ModelProvider.objects.create(base_url=server.url, model="test-model")
        yield server


def answers(conversation: Conversation) -> list[str]:
    said = conversation.messages.filter(author="agent").exclude(state="dropped")
    return list(said.order_by("pk").values_list("text", flat=True))


class TestAnswer:
    @pytest.mark.parametrize("origin", ["test", "api", "widget"])
    def test_it_answers_from_the_knowledge_base_and_the_answer_is_there_at_once(self, begin, work, origin):
        conversation = begin(origin)
        chat_say(conversation=conversation, texts=[QUESTION])
        work()
        [answer] = answers(conversation)
        assert FACT in answer
        decision = Decision.objects.get()
        assert (decision.reason, decision.reply.state, decision.agent_name) == ("answered", "sent", "Anna")
        assert decision.trace["took_ms"] >= 0

    def test_a_burst_has_one_answer_to_all_of_it(self, begin, work):
        conversation = begin()
        chat_say(conversation=conversation, texts=["Hello!", QUESTION])
        work()
        assert len(answers(conversation)) == 1
        assert reasons() == ["answered", "answered"]

    def test_nothing_of_it_goes_to_kommo(self, begin, work, kommo):
        written = OutgoingWrite.objects.count()
        chat_say(conversation=begin(), texts=["I want to talk to a person"])
        assert set(work()) == {"chat.answer"}
        assert OutgoingWrite.objects.count() == written
        assert Conversation.objects.get().taken_over_how == "handed"

    def test_who_writes_on_while_it_is_made_is_answered_once_to_everything(self, begin, work):
        conversation = begin()
        chat_say(conversation=conversation, texts=[QUESTION])
        held = held_of(conversation)
        thought = think_here(held, on_text=lambda text: None)
        chat_say(conversation=conversation, texts=["And how long does it take?"])
        assert not answer_settle(held, thought, restarts=0)
        work()
        assert len(answers(conversation)) == 1
        assert reasons() == ["answered", "answered"]

    def test_a_model_that_is_away_is_not_waited_for(self, begin, work, model):
        model.will_answer({}, status=503)
        conversation = begin()
        chat_say(conversation=conversation, texts=[QUESTION])
        assert work().count("chat.answer") == 1
        assert FACT in answers(conversation)[0]
        assert Decision.objects.get().trace["fell_back"]

    def test_a_job_that_is_given_up_leaves_a_decision(self, begin, work, agent):
        conversation = begin()
        chat_say(conversation=conversation, texts=[QUESTION])
        Job.objects.filter(kind="chat.answer").update(attempts=9)
        work()
        assert reasons() == ["failed"]


class TestGates:
    def test_an_agent_that_is_off_answers_in_the_test_chat_alone(self, begin, work, agent):
        agent_switch(agent=agent, is_active=False)
        for origin in ("test", "api", "widget"):
            chat_say(conversation=begin(origin), texts=[QUESTION])
            work()
        assert reasons() == ["answered", "no_agent", "no_agent"]

    def test_the_stage_that_is_chosen_counts(self, begin, work, decide):
        stages = {"is_active": True, "statuses": [STAGES[0]]}
        decide(pipelines={str(PIPELINE): stages})
        for stage in STAGES[:2]:
            chat_say(conversation=begin(pipeline_id=PIPELINE, stage_id=stage), texts=[QUESTION])
            work()
        assert reasons() == ["answered", "stage_off"]

    def test_a_manager_who_writes_silences_the_agent_until_it_is_handed_back(self, begin, work):
        conversation = begin()
        chat_person_say(conversation=conversation, text="I take this.", author_name="Olga")
        chat_say(conversation=conversation, texts=[QUESTION])
        work()
        conversation_hand_back(conversation=conversation, at=timezone.now())
        chat_say(conversation=conversation, texts=[QUESTION])
        work()
        assert reasons() == ["person_took_over", "answered"]

    def test_the_limit_of_one_conversation_counts_here_too(self, begin, work, decide):
        decide(limits={"per_conversation": 1})
        conversation = begin()
        for _ in range(2):
            chat_say(conversation=conversation, texts=[QUESTION])
            work()
        assert reasons() == ["answered", "limit_reached"]

    def test_a_manager_who_writes_while_it_is_made_leaves_no_answer(self, begin):
        conversation = begin()
        chat_say(conversation=conversation, texts=[QUESTION])
        held = held_of(conversation)
        thought = think_here(held, on_text=lambda text: None)
        chat_person_say(conversation=conversation, text="I take this.", author_name="Olga")
        assert answer_settle(held, thought, restarts=0)
        assert (answers(conversation), reasons()) == ([], ["human_preempted"])


class TestClock:
    def test_the_chosen_hour_decides_about_working_hours(self, begin, work, decide):
        decide(hours={"is_on": True, "zone": "UTC", "week": WEEK})
        conversation = begin(at=SUNDAY_NIGHT)
        chat_say(conversation=conversation, texts=[QUESTION])
        work()
        chat_travel(conversation=conversation, hours=None)
        chat_say(conversation=conversation, texts=[QUESTION])
        work()
        assert reasons() == ["outside_hours", "answered"]
        last = conversation.messages.filter(author="agent").get()
        assert last.said_at.replace(second=0, microsecond=0) == datetime(2027, 1, 4, 9, 0, tzinfo=UTC)

    def test_what_waits_for_the_opening_is_answered_when_the_clock_gets_there(self, begin, work, decide):
        decide(hours={"is_on": True, "zone": "UTC", "week": WEEK, "outside": "at_opening"})
        conversation = begin(at=SUNDAY_NIGHT)
        chat_say(conversation=conversation, texts=[QUESTION])
        work(3)
        assert Decision.objects.count() == 0
        assert Conversation.objects.get().waits_until == datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
        chat_travel(conversation=conversation, hours=None)
        work()
        assert reasons() == ["answered"]

    def test_two_hours_later_is_two_hours_later(self, begin):
        conversation = chat_travel(conversation=begin(at=SUNDAY_NIGHT), hours=2)
        [said] = chat_say(conversation=conversation, texts=[QUESTION])
        assert abs(said.said_at - (SUNDAY_NIGHT + timedelta(hours=2))) < timedelta(seconds=20)

    def test_a_conversation_never_goes_back_in_time(self, begin):
        conversation = begin(at=SUNDAY_NIGHT)
        chat_say(conversation=conversation, texts=[QUESTION])
        with pytest.raises(InvalidInput):
            chat_persona_set(conversation=Conversation.objects.get(), persona={}, at=SUNDAY_NIGHT - timedelta(hours=1))


class TestPersona:
    def test_the_draft_can_be_tried_before_it_is_published(self, begin, work, agent):
        draft_patch(agent=agent, patch={"name": "Boris"}, author=None)
        for version in ("live", "draft"):
            chat_say(conversation=begin(version=version), texts=[QUESTION])
            work()
        assert list(Decision.objects.order_by("pk").values_list("agent_name", flat=True)) == ["Anna", "Boris"]

    def test_the_values_of_fields_reach_the_prompt_where_the_agent_may_see_them(self, begin, work, decide, model):
        decide(access={"lead": [{"field": "price", "level": "tell"}]})
        chat_say(conversation=begin(fields={"lead.price": "4200"}), texts=["What was my price?"])
        work()
        [request] = model.requests
        assert "4200" in request["messages"][0]["content"]

    def test_what_would_be_written_is_found_and_not_written(self, begin, work, decide, kommo):
        decide(data_entry={"lead": [{"field_id": "price", "field_name": "Budget", "order": 1}]})
        chat_say(conversation=begin(), texts=["My budget is 5000 roubles. How much is delivery?"])
        assert set(work()) == {"chat.answer"}
        assert "found" in Decision.objects.get().trace["entry"]

    def test_it_answers_in_the_language_that_is_wanted(self, begin, work):
        conversation = begin(language="ru")
        chat_say(conversation=conversation, texts=["What is the weather in Paris today?"])
        work()
        assert any("а" <= letter <= "я" for letter in answers(conversation)[0].lower())

    @pytest.mark.parametrize(
        ("persona", "field"),
        [
            ({"stage": 1}, "persona.stage"),
            ({"stage_id": 1}, "persona"),
            ({"pipeline_id": PIPELINE, "stage_id": 1}, "persona.stage_id"),
            ({"language": "xx"}, "persona.language"),
            ({"fields": {"price": "1"}}, "persona.fields.price"),
            ({"lead_id": 424242}, "persona.lead_id"),
        ],
    )
    def test_what_cannot_be_used_is_named_by_its_path(self, begin, persona, field):
        with pytest.raises((SettingsInvalid, InvalidInput)) as raised:
            begin(**persona)
        assert raised.value.field == field


class TestAnew:
    def test_the_last_answer_is_taken_back_and_made_again(self, begin, work, model):
        conversation = begin()
        chat_say(conversation=conversation, texts=["Hello!", QUESTION])
        work()
        model.will_obey(lambda body: "Another one.")
        assert chat_answer_anew(conversation=conversation)
        work()
        assert answers(conversation) == ["Another one."]
        assert Decision.objects.count() == 2

    def test_without_an_answer_there_is_nothing_to_take_back(self, begin):
        assert not chat_answer_anew(conversation=begin())


class TestNoTrace:
    def test_tests_are_counted_nowhere_and_stand_in_no_inbox(self, begin, work):
        chat_say(conversation=begin(), texts=[QUESTION])
        chat_say(conversation=begin("widget"), texts=[QUESTION])
        work()
        long_ago = timezone.now() - timedelta(days=1)
        assert [found.origin for found in selectors.conversations()] == ["widget"]
        assert selectors.decision_counts(since=long_ago) == {"answered": 1}


class TestLiveText:
    def test_who_follows_reads_the_text_as_it_grows_and_when_it_is_done(self, tenant):
        with following(7) as told:
            growing = Growing(7)
            growing("Delivery")
            text_is_done(7)
            heard = [what for _ in range(4) if (what := told.next(seconds=1))]
        assert heard == [{"text": "Delivery"}, {"done": True}]
