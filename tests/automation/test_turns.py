import pytest
from django.utils import timezone

from agents.models import Agent
from agents.services import agent_switch, integration_uninstall
from automation import turns
from chat.models import Conversation, Decision, Message
from chat.services import conversation_hand_back
from tenants.jobs import RetryLater
from tenants.models import Job
from tests.automation.fixtures import FACT, PIPELINE, reasons, works_in
from tests.factories import live_patch
from tests.jobs import run_due_jobs

QUESTION = "How much is delivery?"


class TestAnswer:
    def test_it_answers_from_the_knowledge_base_in_that_talk(self, customer, work):
        customer.writes(QUESTION)
        work()
        [answer] = customer.got()
        assert FACT in answer

    def test_it_records_who_answered_with_what_and_why(self, customer, work, article):
        customer.writes(QUESTION)
        work()
        decision = Decision.objects.get()
        assert (decision.reason, decision.answered, decision.agent_name) == ("answered", True, "Anna")
        assert decision.reply.sources == [{"article_id": article.pk, "title": "Delivery"}]
        assert (decision.reply.model, decision.reply.state) == ("built-in", "sent")
        assert decision.trace["gates"] == [
            "connection",
            "access",
            "talk",
            "text",
            "private",
            "window",
            "lead",
            "installed",
            "pipeline",
            "stage",
            "channel",
            "person",
            "bot",
            "hours",
            "limits",
        ]

    def test_an_agent_without_kommo_stays_silent(self, customer, work, agent):
        integration_uninstall(agent=agent, kind="kommo")
        customer.writes(QUESTION)
        work()
        assert customer.got() == []
        assert reasons() == ["kommo_not_installed"]

    def test_it_says_plainly_when_it_does_not_know(self, customer, work):
        customer.writes("What is the weather in Paris today?")
        work()
        assert customer.got() == ["I am sorry, I do not have the answer to that."]
        assert reasons() == ["answered_unknown"]

    def test_ch_07_the_same_hook_twice_is_one_answer(self, customer, work):
        for _ in range(2):
            customer.hook("message", "same-id", QUESTION, "incoming", {"type": "external"})
            work()
        assert len(customer.got()) == 1
        assert Message.objects.filter(author="customer").count() == 1

    def test_ch_05_our_own_answer_that_comes_back_is_not_answered_and_is_no_person(self, customer, work, conversation):
        customer.writes(QUESTION)
        work()
        sent = Message.objects.get(author="agent")
        customer.hook("outgoing_message", sent.external_id, sent.text, "outgoing", {"type": "internal", "name": "x"})
        work()
        assert len(customer.got()) == 1
        assert conversation().answered_by == "agent"
        assert Message.objects.count() == 2


class TestBurst:
    def test_ch_07_three_messages_get_one_answer_to_all_of_them(self, customer, work, take_in):
        for text in ("Hello", "I wonder", QUESTION):
            customer.writes(text)
        take_in()
        work()
        assert len(customer.got()) == 1
        assert reasons() == ["answered"] * 3
        assert Decision.objects.values("reply").distinct().count() == 1

    def test_a_reply_that_still_waits_is_made_anew_when_the_customer_writes_more(self, customer, work, take_in):
        customer.writes(QUESTION)
        take_in()
        turns.turn_run(conversation_id=Message.objects.get().conversation_id)
        customer.writes("And how long does it take?")
        take_in()
        work()
        assert len(customer.got()) == 1
        assert reasons() == ["answered", "answered"]
        assert list(Message.objects.filter(state="dropped").values_list("state_reason", flat=True)) == ["superseded"]


class TestWhatHappensWhileItThinks:
    """What `turn_run` finds when it comes back from the model, step by step."""

    @pytest.fixture
    def thought(self, customer, take_in, conversation):
        customer.writes(QUESTION)
        take_in()
        return turns.think(conversation())

    def test_the_customer_writes_more_and_it_thinks_again_once(self, customer, take_in, thought, conversation):
        customer.writes("And to Norway?")
        take_in()
        assert not turns._settle(conversation().pk, thought, restarts=0)
        assert not Decision.objects.exists()
        assert turns._settle(conversation().pk, thought, restarts=1)
        [waiting] = Message.objects.filter(decision=None, author="customer")
        assert waiting.text == "And to Norway?"

    def test_a_person_takes_over_and_nothing_is_queued(self, customer, take_in, thought, conversation):
        customer.manager_writes("I am on it")
        take_in()
        assert turns._settle(conversation().pk, thought, restarts=0)
        assert not Message.objects.filter(author="agent").exists()
        assert reasons() == ["human_preempted"]

    def test_another_worker_has_settled_it_and_nothing_is_stored_twice(self, thought, conversation):
        for _ in range(2):
            assert turns._settle(conversation().pk, thought, restarts=0)
        assert Decision.objects.count() == Message.objects.filter(author="agent").count() == 1


class TestPerson:
    def test_ch_06_a_managers_message_silences_the_agent(self, customer, work, conversation):
        customer.manager_writes("I am on it")
        work()
        customer.writes(QUESTION)
        work()
        assert customer.got() == ["I am on it"]
        assert reasons() == ["person_took_over"]
        assert conversation().taken_over_by == "Olga"

    def test_ch_06_one_that_comes_before_the_reply_is_sent_stops_it(self, customer, work, take_in):
        customer.writes(QUESTION)
        take_in()
        turns.turn_run(conversation_id=Message.objects.get().conversation_id)
        customer.manager_writes("I am on it")
        take_in()
        work()
        assert customer.got() == ["I am on it"]
        assert reasons() == ["human_preempted"]

    def test_the_agent_answers_again_when_it_is_handed_back(self, customer, work, conversation):
        customer.manager_writes("I am on it")
        work()
        conversation_hand_back(conversation=conversation(), at=timezone.now())
        customer.writes(QUESTION)
        work()
        assert len(customer.got()) == 2

    def test_kommos_own_bot_is_no_person(self, customer, work, conversation):
        customer.bot_writes("Welcome!")
        customer.writes(QUESTION)
        work()
        assert conversation().answered_by == "agent"
        assert len(customer.got()) == 2


class TestSilence:
    def test_an_agent_that_is_off_is_silent(self, customer, work, agent: Agent):
        agent_switch(agent=agent, is_active=False)
        customer.writes(QUESTION)
        work()
        assert (customer.got(), reasons()) == ([], ["no_agent"])

    def test_a_stage_that_is_off_is_silent(self, customer, work, agent):
        works_in(agent, stages_off=(customer.lead["status_id"],))
        customer.writes(QUESTION)
        work()
        assert (customer.got(), reasons()) == ([], ["stage_off"])

    def test_a_channel_that_is_off_is_silent(self, customer, work, agent, connected):
        connected.channels.get_or_create(origin="carrier-pigeon", source_id=None, defaults={"name": "Pigeons"})
        live_patch(agent=agent, patch={"channels": {"all": False, "chosen": [{"origin": "carrier-pigeon"}]}})
        customer.writes(QUESTION)
        work()
        assert (customer.got(), reasons()) == ([], ["channel_off"])

    def test_a_message_without_text_is_recorded(self, customer, work):
        customer.hook("message", "a-sticker", "", "incoming", {"type": "external"})
        work()
        assert (customer.got(), reasons()) == ([], ["nothing_to_read"])

    def test_ch_16_a_lead_that_left_the_stages_meanwhile_gets_no_answer(self, customer, work, agent, take_in):
        customer.writes(QUESTION)
        take_in()
        turns.turn_run(conversation_id=Message.objects.get().conversation_id)
        works_in(agent, stages_off=(customer.lead["status_id"],))
        work()
        assert (customer.got(), reasons()) == ([], ["left_scope"])

    def test_the_stage_decides_which_instruction_the_model_reads(self, customer, agent, take_in):
        works_in(agent, stages_off=(), prompt="Ask for the size first.")
        customer.writes(QUESTION)
        take_in()
        stage = customer.lead["status_id"]
        scope = turns.think(Message.objects.get().conversation).verdict.scope
        assert scope.settings.pipelines[PIPELINE].stage(stage).prompt == "Ask for the size first."


class TestKommoAway:
    def test_a_turn_waits_while_the_lead_cannot_be_read(self, customer, kommo, take_in):
        kommo.fail("GET /api/v4/leads", status=503, times=20)
        customer.writes(QUESTION)
        take_in()
        with pytest.raises(RetryLater) as later:
            turns.turn_run(conversation_id=Message.objects.get().conversation_id)
        assert not later.value.counts
        assert not Decision.objects.exists()

    def test_a_lead_that_kommo_refuses_to_show_is_recorded(self, customer, work, kommo):
        kommo.fail("GET /api/v4/leads", status=402, times=5)
        customer.writes(QUESTION)
        work()
        assert (customer.got(), reasons()) == ([], ["no_access"])


class TestGivenUp:
    def test_a_turn_that_is_dead_leaves_no_message_without_a_decision(self, customer, take_in, conversation):
        customer.writes(QUESTION)
        take_in()
        Job.objects.filter(kind="chat.turn").update(attempts=9, last_error="a bug")
        run_due_jobs(even_later=True, queues=("turns",))
        assert reasons() == ["failed"]
        assert Job.objects.get(kind="chat.turn").state == "dead"


class TestWhoseItIs:
    def test_ch_01_a_message_of_a_chat_without_a_talk_is_of_its_talk_once_that_is_told(self, customer, take_in):
        author = {"type": "external", "name": "Ivan"}
        customer.hook("message", "young", "Hello", "incoming", author, talk_id="")
        take_in()
        customer.hook("message", "later", QUESTION, "incoming", author)
        take_in()
        assert Conversation.objects.get().talk_id == customer.lead["talk_id"]

    def test_a_message_that_names_neither_talk_nor_chat_falls_into_nobodys_conversation(self, customer, take_in):
        for name in ("Ivan", "Boris"):
            author = {"type": "external", "name": name}
            customer.hook("message", name, "Hello", "incoming", author, talk_id="", chat_id="")
        take_in()
        assert not Conversation.objects.exists()
