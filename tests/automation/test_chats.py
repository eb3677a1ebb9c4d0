"""The safety of chats: to whom is answered, where, when not, and what a message has to be like."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agents.models import ModelProvider
from automation import turns
from chat.models import Conversation, Message
from crm_kommo.models import Lead
from crm_kommo.services import chat_way_of
from tests.agents.model_server import completion, model_server
from tests.automation.fixtures import FACT, reasons, works_everywhere

QUESTION = "How much is delivery?"
AUTHOR = {"type": "external", "name": "Ivan"}


@pytest.fixture
def thought(customer, take_in):
    """The customer has asked, and the answer waits to be sent."""

    def think(text: str = "") -> Message:
        customer.writes(QUESTION)
        take_in()
        turns.turn_run(conversation_id=Conversation.objects.get().pk)
        if text:
            Message.objects.filter(state="queued").update(text=text)
        return Message.objects.get(state="queued")

    return think


class TestWithoutLead:
    def test_ch_01_the_lead_is_found_by_the_talk(self, customer, work):
        customer.hook("message", "young", QUESTION, "incoming", AUTHOR, entity_id="", entity_type="")
        work()
        assert len(customer.got()) == 1
        assert Conversation.objects.get().lead_id == customer.lead["id"]

    def test_ch_01_else_by_the_contacts_only_open_lead(self, customer, work, connected):
        Lead.objects.create(connection=connected, kommo_id=customer.lead["id"], main_contact_id=1, status_id=1)
        customer.hook("message", "young", QUESTION, "incoming", AUTHOR, entity_id="", entity_type="", talk_id="66999")
        work()
        assert Conversation.objects.get().lead_id == customer.lead["id"]

    def test_ch_01_of_two_open_leads_none_is_guessed(self, customer, work, connected):
        for lead_id in (customer.lead["id"], 5):
            Lead.objects.create(connection=connected, kommo_id=lead_id, main_contact_id=1, status_id=1)
        customer.hook("message", "young", QUESTION, "incoming", AUTHOR, entity_id="", entity_type="", talk_id="66999")
        work()
        assert (customer.got(), reasons()) == ([], ["no_lead"])


class TestWhere:
    def test_ch_15_of_two_talks_of_a_lead_the_one_that_asked_is_answered(self, customer, work, kommo):
        other = kommo.post("leads", {"name": "The same person", "contact": {"name": "Ivan"}, "origin": "telegram"})
        customer.writes(QUESTION)
        newest = {"talk_id": other["talk_id"], "chat_id": "another", "entity_id": customer.lead["id"]}
        customer.hook("message", "elsewhere", "Hello", "incoming", AUTHOR, **newest)
        work()
        assert any(FACT in text for text in customer.got())
        theirs = kommo.get(f"talks/{other['talk_id']}/messages")["messages"]
        assert not any(FACT in message["text"] for message in theirs)


class TestWhen:
    @pytest.mark.parametrize(("origin", "answers"), [("waba", 0), ("instagram_business", 0), ("telegram", 1)])
    def test_ch_12_no_free_text_a_day_after_the_customers_last_message(self, customer, work, thought, origin, answers):
        thought()
        Conversation.objects.update(channel=origin)
        Message.objects.filter(author="customer").update(said_at=timezone.now() - timedelta(hours=25))
        work()
        assert len(customer.got()) == answers
        assert reasons() == (["answered"] if answers else ["window_closed"])

    def test_ch_10_a_public_comment_is_not_answered_where_its_source_tells(self, customer, work):
        customer.writes("Price?", origin="instagram_comment")
        work()
        assert (customer.got(), reasons()) == ([], ["public_comment"])

    def test_ch_16_a_lead_that_was_closed_while_it_thought_gets_no_answer(self, customer, work, kommo, agent, thought):
        works_everywhere(agent)
        thought()
        kommo.patch(f"leads/{customer.lead['id']}", {"status_id": 143})
        Lead.objects.update(read_at=timezone.now() - timedelta(seconds=20), mirrored_at=timezone.now() - timedelta(1))
        work()
        assert (customer.got(), reasons()) == ([], ["left_scope"])

    def test_ch_16_a_lead_that_was_closed_between_two_pieces_gets_no_further_one(
        self, customer, work, kommo, agent, thought
    ):
        works_everywhere(agent)
        thought("A sentence of some words. " * 400)
        work(most=1)
        kommo.patch(f"leads/{customer.lead['id']}", {"status_id": 143})
        Lead.objects.update(read_at=timezone.now() - timedelta(seconds=20), mirrored_at=timezone.now() - timedelta(1))
        work()
        assert len(customer.got()) == 1
        assert Message.objects.filter(state="dropped", state_reason="left_scope").exists()

    def test_ch_16_a_lead_that_was_merged_is_followed_to_the_new_one(self, customer, work, connected, thought):
        """The hook of a merge tells that the old lead is deleted; the talk knows the new one."""
        reply = thought()
        gone = Lead.objects.create(connection=connected, kommo_id=4_999_999, read_at=timezone.now(), is_deleted=True)
        Conversation.objects.filter(pk=reply.conversation_id).update(lead_id=gone.kommo_id)
        work()
        assert len(customer.got()) == 1
        assert Conversation.objects.get().lead_id == customer.lead["id"]


class TestWhat:
    @pytest.mark.parametrize("kind", ["voice", "picture", "sticker", "location", "file"])
    def test_ch_03_what_has_no_text_enters_the_conversation_as_an_attachment(self, customer, work, kind):
        link = "https://amojo.kommo.com/attachments/x/note.ogg"
        told = {"message_type": kind, "attachment][type": kind, "attachment][link": link}
        customer.hook("message", "with-a-file", "", "incoming", AUTHOR, **told)
        work()
        message = Message.objects.get()
        assert (message.attachment["kind"], message.attachment["link"]) == (kind, link)
        assert reasons() == ["nothing_to_read"]

    def test_ch_13_a_text_longer_than_the_messenger_takes_goes_in_order_in_several(
        self, customer, work, thought, kommo
    ):
        long = "\n\n".join(f"Paragraph {n}. " + "Words of it. " * 60 for n in range(8)).strip()
        thought(long)
        Conversation.objects.update(channel="instagram_business")
        work()
        assert all(len(text) <= 1000 for text in customer.got())
        assert [text.split(".")[0] for text in customer.got()] == [f"Paragraph {n}" for n in range(8)]

    def test_ch_13_markdown_is_taken_off(self, customer, work, settings):
        with model_server() as server:
            settings.OUTSIDE_ALLOWED = [*settings.OUTSIDE_ALLOWED, server.host]
            ModelProvider.objects.create(base_url=server.url, model="test-model")
            server.will_answer(completion("## Prices\n**300** roubles 🚚"))
            customer.writes(QUESTION)
            work()
        assert customer.got() == ["Prices\n300 roubles 🚚"]

    def test_ch_06_4_10_a_person_who_writes_between_two_pieces_ends_it(self, customer, work, take_in, thought):
        thought("A sentence of some words. " * 400)
        work(most=1)
        customer.manager_writes("I am on it")
        take_in()
        work()
        assert customer.got()[-1] == "I am on it"
        assert Message.objects.filter(state="dropped", state_reason="human_preempted").exists()


class TestEcho:
    @pytest.mark.parametrize("author", [{"type": "bot", "name": "Bot"}, {"type": "internal", "name": "x"}])
    def test_ch_05_an_answer_of_ours_that_comes_back_is_not_answered(self, customer, work, connected, author):
        customer.writes(QUESTION)
        work()
        reply = Message.objects.get(author="agent")
        customer.hook("outgoing_message", reply.external_id, reply.text, "outgoing", author)
        customer.hook("message", "as-incoming-family", reply.text, "outgoing", {"type": "bot"})
        work()
        assert len(customer.got()) == 1
        assert Message.objects.filter(author="agent").count() == 1
        assert chat_way_of(connected).direct_refused_at is None
