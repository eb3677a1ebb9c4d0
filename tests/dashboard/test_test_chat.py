import pytest

from agents.models import ModelProvider
from automation.held_here import chat_begin, chat_say
from chat.models import Conversation, Decision, Feedback, Message
from dashboard.test_chat.turns import turn_summary
from tests.agents.model_server import model_server
from tests.automation.fixtures import FACT, PIPELINE, STAGES

QUESTION = "How much is delivery?"
TEST_CHAT = "/manage/alpha/test-chat"


@pytest.fixture
def builder(client_of, agent, article):
    return client_of("builder")


@pytest.fixture
def begun(builder, agent) -> str:
    """The address of a conversation with one question."""
    answer = builder.post(f"{TEST_CHAT}/begin/{agent.pk}", {"version": "live", "text": QUESTION})
    return answer.url


class TestPage:
    def test_it_offers_questions_of_the_workspaces_own_knowledge(self, builder):
        page = builder.get(TEST_CHAT).content.decode()
        assert 'data-insert="Delivery"' in page
        assert "Anna" in page

    def test_without_an_agent_it_says_what_to_do(self, client_of):
        assert "There is no agent to test" in client_of("builder").get(TEST_CHAT).content.decode()

    def test_who_may_not_see_settings_may_not_test(self, builder, client_of):
        assert client_of("operator").get(TEST_CHAT).status_code == 403

    def test_a_conversation_of_customers_is_none_of_it(self, builder, agent):
        api = chat_begin(origin="api", agent_id=agent.pk, persona={})
        assert builder.get(f"{TEST_CHAT}/{api.pk}").status_code == 404

    def test_the_number_of_queries_does_not_grow_with_what_was_said(
        self, builder, begun, work, django_assert_max_num_queries
    ):
        for _ in range(4):
            builder.post(f"{begun}/say", {"text": QUESTION})
            work()
        with django_assert_max_num_queries(45):
            assert builder.get(begun).status_code == 200


class TestTalking:
    def test_a_question_is_answered_and_laid_open(self, builder, begun, work):
        assert "data-stream=" in builder.get(begun).content.decode()
        work()
        page = builder.get(begun).content.decode()
        assert FACT in page
        assert "data-stream=" not in page
        assert "1 source" in page
        assert "All of it as JSON" in page

    def test_lines_of_a_burst_are_messages_of_their_own(self, builder, begun, work):
        work()
        builder.post(f"{begun}/say", {"text": "Hello!\r\n\r\nAnd how long does it take?", "burst": "on"})
        work()
        assert Message.objects.filter(author="customer").count() == 3
        assert Message.objects.filter(author="agent").count() == 2

    def test_the_persona_decides_with_the_gates(self, builder, agent, decide, work):
        decide(pipelines={str(PIPELINE): {"is_active": True, "statuses": [STAGES[0]]}})
        played = {"version": "live", "stage": f"{PIPELINE}-{STAGES[1]}", "text": QUESTION}
        builder.post(f"{TEST_CHAT}/begin/{agent.pk}", played)
        work()
        assert Decision.objects.get().reason == "stage_off"

    def test_who_is_played_can_be_changed_on_the_way(self, builder, begun, work):
        work()
        builder.post(f"{begun}/persona", {"version": "draft", "language": "ru", "contact_name": "Maria"})
        assert Conversation.objects.get().persona["language"] == "ru"
        back = builder.post(f"{begun}/persona", {"version": "draft", "at": "2001-01-01T10:00"})
        assert back.status_code == 422
        assert "Begin a new conversation" in back.content.decode()

    def test_a_manager_writes_time_passes_and_it_is_handed_back(self, builder, begun, work):
        work()
        builder.post(f"{begun}/person-say")
        builder.post(f"{begun}/travel", {"to": "hours"})
        builder.post(f"{begun}/say", {"text": QUESTION})
        work()
        builder.post(f"{begun}/hand-back")
        builder.post(f"{begun}/say", {"text": QUESTION})
        work()
        reasons = list(Decision.objects.order_by("message_id").values_list("reason", flat=True))
        assert reasons == ["answered", "person_took_over", "answered"]
        assert Conversation.objects.get().persona["ahead_seconds"] == 7200

    def test_an_answer_is_made_anew_and_judged(self, builder, begun, work):
        work()
        builder.post(f"{begun}/anew")
        work()
        answer = Message.objects.get(author="agent", state="sent")
        assert Message.objects.filter(author="agent", state="dropped").count() == 1
        builder.post(f"{begun}/feedback/{answer.pk}", {"verdict": "down", "wanted": "It is free on Mondays."})
        assert Feedback.objects.get().wanted == "It is free on Mondays."
        assert "It is free on Mondays." in builder.get(begun).content.decode()


class TestSummary:
    def test_it_names_in_one_line_what_there_is(self):
        found = [{"field": "lead.price", "name": "Budget", "value": "5000", "skipped": None}]
        trace = {
            "took_ms": 1840,
            "tokens": {"in": 2300, "out": 100},
            "spent": {"cost_micros": 4000, "currency": "USD"},
            "tools": [{"name": "set_field", "arguments": {}, "ok": True, "told": "It would be set.", "did": None}],
            "entry": {"found": found},
        }
        words = turn_summary(Decision(reason="answered", trace=trace))
        assert words == "Answered · 1.8 s · 2,400 tokens · 0.0040 USD · 1 tool · 1 write"

    def test_silence_is_told_alone(self):
        assert turn_summary(Decision(reason="stage_off")) == "Silent: this stage is off"


class TestTurn:
    def test_a_turn_has_an_address_of_its_own(self, builder, begun, work):
        work()
        builder.post(f"{begun}/say", {"text": "Hello!"})
        work()
        first = Message.objects.filter(author="customer").order_by("pk").first()
        page = builder.get(f"{begun}/turns/{first.pk}").content.decode()
        assert f'<blockquote class="prompt-quote">{QUESTION}</blockquote>' in page

    def test_the_prompt_is_shown_part_by_part_as_the_model_got_it(self, builder, agent, decide, settings, work):
        with model_server() as server:
            settings.OUTSIDE_ALLOWED = [*settings.OUTSIDE_ALLOWED, server.host]
            ModelProvider.objects.create(base_url=server.url, model="test-model")
            decide(role="You sell flowers.")
            answer = builder.post(f"{TEST_CHAT}/begin/{agent.pk}", {"version": "live", "text": QUESTION})
            work()
            told = server.requests[-1]["messages"][0]["content"]
        prompt = Decision.objects.get().trace["prompt"]
        assert "\n\n".join(part["text"] for part in prompt) == told
        page = builder.get(answer.url).content.decode()
        assert "You sell flowers." in page
        assert "14 tokens" in page

    def test_the_stream_of_what_is_answered_already_is_done_at_once(self, builder, begun, work):
        work()
        said = Message.objects.get(author="customer")
        answer = builder.get(f"{begun}/turns/{said.pk}/stream")
        assert b"event: done" in b"".join(answer.streaming_content)

    def test_what_others_say_is_no_markup(self, builder, agent, work):
        conversation = chat_begin(origin="test", agent_id=agent.pk, persona={"contact_name": "<b>Eve</b>"})
        chat_say(conversation=conversation, texts=["<script>alert(1)</script>"])
        work()
        page = builder.get(f"{TEST_CHAT}/{conversation.pk}").content.decode()
        assert "<script>alert" not in page
        assert "<b>Eve" not in page
