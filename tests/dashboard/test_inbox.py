from datetime import timedelta

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agents.verdicts import Reason
from chat.models import Message
from crm_kommo.models import ChatWay, Connection, Lead, Task
from dashboard.figures import figures
from dashboard.inbox.lines import thread_lines
from tests.factories import AgentFactory, ConversationFactory, DecisionFactory, MessageFactory

pytestmark = pytest.mark.usefixtures("tenant", "workspace_addresses")


@pytest.fixture
def queries_of(client_of):
    """How many queries a page takes for a viewer."""
    viewer = client_of("viewer")

    def count(path: str) -> int:
        viewer.get(f"/manage/alpha/{path}")  # what is loaded once a process
        with CaptureQueriesContext(database) as queries:
            assert viewer.get(f"/manage/alpha/{path}").status_code == 200
        return len(queries)

    return count


def refuse_direct(kommo: Connection) -> None:
    """Kommo refuses direct messages, and no bot is set up to say them."""
    ChatWay.objects.create(connection=kommo, direct_refused_reason="missing_scope", direct_refused_at=timezone.now())


class TestList:
    def test_it_shows_who_wrote_what_last(self, client_of):
        MessageFactory(text="Do you ship to Norway?", conversation__contact_name="Ingrid")
        page = client_of("viewer").get("/manage/alpha/inbox").content.decode()
        assert "Ingrid" in page
        assert "Do you ship to Norway?" in page

    def test_it_finds_by_name_and_by_words(self, client_of):
        MessageFactory(text="about boots", conversation__contact_name="Ingrid")
        MessageFactory(text="about hats", conversation__contact_name="Jorge")
        viewer = client_of("viewer")
        for wanted in ("ingrid", "BOOTS"):
            page = viewer.get("/manage/alpha/inbox", {"q": wanted}).content.decode()
            assert "Ingrid" in page
            assert "Jorge" not in page

    def test_it_filters_by_who_answers(self, client_of):
        ConversationFactory(contact_name="Ingrid", answered_by="person")
        ConversationFactory(contact_name="Jorge")
        page = client_of("viewer").get("/manage/alpha/inbox", {"by": "person"}).content.decode()
        assert "Ingrid" in page
        assert "Jorge" not in page

    @pytest.mark.parametrize(
        ("reply", "is_listed", "mark"),
        [
            ({"state": "sent", "delivery": "pending"}, False, ""),
            ({"state": "queued"}, False, ""),
            ({"state": "failed"}, True, "Not sent"),
            ({"state": "dropped"}, True, "Not sent"),
            ({"state": "unknown"}, True, "Outcome unknown"),
            ({"state": "sent", "delivery": "failed"}, True, "Not delivered"),
        ],
    )
    def test_a_reply_that_did_not_get_through_answers_nobody(self, client_of, reply, is_listed, mark):
        asked = MessageFactory()
        MessageFactory(conversation=asked.conversation, author="agent", text="300 roubles", **reply)
        viewer = client_of("viewer")

        assert ("300 roubles" in viewer.get("/manage/alpha/inbox", {"by": "nobody"}).content.decode()) is is_listed
        page = viewer.get("/manage/alpha/inbox").content.decode().partition('<ul class="conversations')[2]
        assert ("chip--bad" in page) is is_listed
        assert mark in page
        assert figures(since=timezone.now()).unanswered == int(is_listed)

    def test_after_a_persons_answer_an_unsent_reply_leaves_nobody_waiting(self, client_of):
        asked = MessageFactory()
        MessageFactory(conversation=asked.conversation, author="person", text="Hello")
        MessageFactory(conversation=asked.conversation, author="agent", state="dropped", text="300 roubles")

        assert "300 roubles" not in client_of("viewer").get("/manage/alpha/inbox?by=nobody").content.decode()

    def test_rubbish_in_the_address_is_no_error(self, client_of):
        viewer = client_of("viewer")
        for query in ({"page": "x"}, {"page": "-1"}, {"by": "'; --"}, {"q": "%_\\"}):
            assert viewer.get("/manage/alpha/inbox", query).status_code == 200
        assert viewer.get("/manage/alpha/inbox", {"q": "\x00"}).status_code == 400

    def test_its_queries_do_not_grow_with_the_rows(self, queries_of):
        MessageFactory()
        few = queries_of("inbox")
        for _ in range(20):
            MessageFactory()
        assert queries_of("inbox") == few


class TestThread:
    def test_every_customers_message_says_what_became_of_it(self):
        conversation = ConversationFactory()
        reply = MessageFactory(conversation=conversation, author="agent", state="sent", model="built-in",
                               sources=[{"article_id": 1, "title": "Delivery"}])  # fmt: skip
        for reason, reply_of in ((Reason.STAGE_OFF, None), (Reason.ANSWERED, reply), (Reason.ANSWERED_UNKNOWN, reply)):
            DecisionFactory(message__conversation=conversation, reason=reason, reply=reply_of,
                            answered=bool(reply_of), agent_name="Anna")  # fmt: skip
        MessageFactory(conversation=conversation)
        texts = [line.decision_text for line in thread_lines(conversation) if line.kind == "in"]
        assert texts == [
            "Silent: this stage is off",
            "Answered by Anna · built-in model · 1 source",
            "Anna said that it does not know · built-in model · 1 source",
            "Being considered",
        ]

    def test_a_reply_in_trouble_says_why(self):
        failed = MessageFactory(author="agent", state="failed", state_reason="Talk is closed")
        [line] = thread_lines(failed.conversation)
        assert line.state_text == "Talk is closed"

    def test_its_queries_do_not_grow_with_the_messages(self, queries_of):
        conversation = ConversationFactory()
        DecisionFactory(message__conversation=conversation)
        few = queries_of(f"inbox/{conversation.pk}")
        for _ in range(30):
            DecisionFactory(message__conversation=conversation)
        assert queries_of(f"inbox/{conversation.pk}") == few

    def test_what_a_customer_wrote_is_never_markup(self, client_of):
        message = MessageFactory(text="<script>alert(1)</script>", author_name="<b>Eve</b>")
        page = client_of("viewer").get(f"/manage/alpha/inbox/{message.conversation_id}").content.decode()
        assert "<script>alert" not in page
        assert "<b>Eve</b>" not in page

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            (lambda agent, kommo: None, ""),
            (
                lambda agent, kommo: kommo.channels.create(origin="waba", name="WhatsApp", is_enabled=False),
                "channel is off",
            ),
            (lambda agent, kommo: agent.integrations.all().delete(), "Silent: Kommo is not installed"),
            (lambda agent, kommo: refuse_direct(kommo), "Answers cannot be sent: The integration lacks a permission"),
            (lambda agent, kommo: Connection.objects.update(status="disconnected"), "Kommo is not connected"),
        ],
    )
    def test_where_no_agent_can_answer_it_says_why(self, client_of, connection, change, words):
        agent = AgentFactory(versions={"pipelines": {"1": {"is_active": True, "all_statuses": True}}})
        Lead.objects.create(connection=connection, kommo_id=501, pipeline_id=1, status_id=10)
        conversation = ConversationFactory(lead_id=501)
        change(agent, connection)
        page = client_of("viewer").get(f"/manage/alpha/inbox/{conversation.pk}").content.decode()

        assert ("The agent answers here" in page) is (not words)
        assert words in page

    def test_a_viewer_cannot_take_over(self, client_of):
        conversation = ConversationFactory()
        assert client_of("viewer").post(f"/manage/alpha/inbox/{conversation.pk}/take-over").status_code == 403

    def test_taking_over_and_handing_back(self, client_of):
        conversation = ConversationFactory()
        waiting = MessageFactory(conversation=conversation, author="agent", state="queued", external_id=None)
        operator = client_of("operator")
        operator.post(f"/manage/alpha/inbox/{conversation.pk}/take-over")
        conversation.refresh_from_db()
        assert conversation.answered_by == "person"
        assert Message.objects.get(pk=waiting.pk).state == "dropped"
        operator.post(f"/manage/alpha/inbox/{conversation.pk}/hand-back")
        conversation.refresh_from_db()
        assert conversation.answered_by == "agent"


class TestPause:
    """Who has it, and when the agent is back, by the agent's own rule."""

    @pytest.fixture
    def page_of(self, client_of, connection):
        AgentFactory(versions={"pipelines": {"1": {"is_active": True, "all_statuses": True}}})
        Lead.objects.create(connection=connection, kommo_id=501, pipeline_id=1, status_id=10)
        viewer = client_of("viewer")

        def read(**facts: object) -> str:
            conversation = ConversationFactory(lead_id=501, **facts)
            MessageFactory(conversation=conversation)
            return viewer.get(f"/manage/alpha/inbox/{conversation.pk}").content.decode()

        return read

    @pytest.mark.parametrize(
        ("facts", "words"),
        [
            ({"taken_over_by": "Olga", "taken_over_how": "wrote"}, "Olga has taken over. The agent is back from"),
            (
                {"taken_over_by": "Olga", "taken_over_how": "handed", "handed_over_why": "asked"},
                "Handed to Olga: the customer asked for a person. The agent is back from",
            ),
        ],
    )
    def test_it_names_the_person_and_the_time(self, page_of, facts, words):
        assert words in page_of(answered_by="person", taken_over_at=timezone.now(), **facts)

    def test_when_the_pause_is_over_it_says_so(self, page_of):
        yesterday = timezone.now() - timedelta(days=1)
        page = page_of(answered_by="person", taken_over_how="wrote", taken_over_at=yesterday)
        assert "A person has taken over. The agent is back when the customer writes." in page

    def test_an_open_task_is_named_as_the_reason(self, page_of, connection):
        Task.objects.create(connection=connection, kommo_id=1, entity="leads", entity_id=501)
        page = page_of(answered_by="person", taken_over_how="wrote", taken_over_at=timezone.now())
        assert "while a task about the lead is open in Kommo" in page

    def test_a_message_that_waits_for_the_opening_says_until_when(self, page_of):
        assert "Waits until" in page_of(waits_until=timezone.now() + timedelta(hours=3))
        assert "Being considered" in page_of(waits_until=timezone.now() - timedelta(hours=3))


class TestLeadAndWords:
    def test_the_lead_leads_to_kommo(self, client_of, connection):
        conversation = ConversationFactory(lead_id=77)
        page = client_of("viewer").get(f"/manage/alpha/inbox/{conversation.pk}").content.decode()
        assert f'href="{connection.base_url}/leads/detail/77"' in page

    def test_the_line_says_of_which_word_the_customer_spoke(self):
        trace = {"handoff": "topics", "heard": "refund"}
        decision = DecisionFactory(reason=Reason.HANDED_OFF, trace=trace)
        (line,) = thread_lines(decision.message.conversation)
        assert line.decision_text.endswith("(“refund”)")
