import json
from typing import Any

import pytest

from automation.held_here import chat_begin
from automation.held_here.live_text import Growing
from chat.models import Conversation, Feedback, Message
from tests.automation.fixtures import FACT, PIPELINE

QUESTION = "How much is delivery?"


@pytest.fixture
def builder(client_of):
    return client_of("builder")


@pytest.fixture
def post(builder, agent, article):
    """`post(text="…")`: to the agent, unless a conversation is named."""

    def call(path: str = "", client: Any = builder, **body: Any):
        if not path and "conversation" not in body:
            body = {"agent": agent.pk, **body}
        return client.post(f"/api/chat{path}", json.dumps(body), content_type="application/json")

    return call


@pytest.fixture
def get(builder):
    return lambda path: builder.get(f"/api/chat{path}")


def events(answer) -> list[tuple[str, dict]]:
    blocks = b"".join(answer.streaming_content).decode().split("\n\n")
    lines = [block.split("\n") for block in blocks if block.startswith("event: ")]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in lines]


class TestChat:
    def test_who_waited_too_long_is_told_where_the_answer_will_be(self, post, get, work):
        answer = post(text=QUESTION)
        assert (answer.status_code, answer.json()["status"]) == (202, "pending")
        location = answer["Location"].removeprefix("/api/chat")
        work()
        told = get(location).json()
        assert told["status"] == "answered"
        assert FACT in told["message"]["text"]
        assert told["sources"][0]["title"] == "Delivery"
        assert told["decision"]["reason"] == "answered"

    def test_the_same_key_is_the_same_message_and_brings_its_answer(self, post, work):
        first = post(text=QUESTION, key="order-7")
        work()
        again = post(text=QUESTION, key="order-7")
        assert (first.status_code, again.status_code) == (202, 200)
        assert FACT in again.json()["message"]["text"]
        assert Message.objects.filter(author="customer").count() == 1
        assert post(text="Something else", key="order-7").json()["error"]["code"] == "key_used"

    def test_it_goes_on_with_a_conversation(self, post, work):
        begun = post(text="Hello!").json()["conversation"]
        work()
        post(text=QUESTION, conversation=begun)
        work()
        assert Conversation.objects.count() == 1
        assert Message.objects.count() == 4

    def test_a_test_is_as_the_persona_says_and_an_api_conversation_is_not(self, post, work):
        persona = {"pipeline_id": PIPELINE, "stage_id": 142, "version": "draft"}
        assert post(text=QUESTION, test=True, persona=persona).status_code == 202
        work()
        assert Message.objects.get().decision.reason == "stage_off"
        refused = post(text=QUESTION, persona=persona).json()["error"]
        assert (refused["code"], refused["field"]) == ("only_in_tests", "persona.pipeline_id")
        kept = post(text=QUESTION, test=True, persona={"contact_name": "a\x00"}).json()["error"]
        assert kept["field"] == "persona.contact_name"

    def test_what_came_of_it_is_streamed(self, post, work):
        post(text=QUESTION, key="k")
        work()
        answer = post(text=QUESTION, key="k", stream=True)
        assert answer["Content-Type"].startswith("text/event-stream")
        [(name, data)] = events(answer)
        assert name == "done"
        assert FACT in data["message"]["text"]

    def test_who_follows_too_long_is_told_where_the_answer_will_be(self, post):
        [(name, data)] = events(post(text=QUESTION, stream=True))
        assert name == "pending"
        assert data["location"] == f"/api/chat/messages/{Message.objects.get().pk}"

    def test_the_text_is_streamed_as_it_grows(self, post, settings):
        settings.CHAT_STREAM_SECONDS = 1.5
        stream = iter(post(text=QUESTION, stream=True).streaming_content)
        next(stream)  # follows from here on
        growing = Growing(Conversation.objects.get().pk)
        growing("Deliv")
        heard = b"".join([next(stream), *stream]).decode()
        assert 'event: delta\ndata: {"text": "Deliv"}' in heard

    def test_what_is_said_at_the_beginning_is_not_said_again(self, post):
        begun = post(text="Hello!").json()["conversation"]
        refused = post(text=QUESTION, conversation=begun, persona={"language": "ru"}).json()["error"]
        assert (refused["code"], refused["field"]) == ("begun_already", "persona")

    def test_a_conversation_of_kommo_is_not_spoken_in(self, post, agent):
        there = Conversation.objects.create(talk_id=5)
        answer = post(text=QUESTION, conversation=there.pk)
        assert (answer.status_code, answer.json()["error"]["field"]) == (400, "conversation")

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({"text": ""}, "text"),
            ({"text": "x" * 4001}, "text"),
            ({"text": "Hi", "agent": 424242}, "agent"),
            ({"text": "Hi", "agent": "Anna"}, "agent"),
            ({"text": "Hi", "lead_id": 424242}, "lead_id"),
            ({"text": "Hi", "at": "2027-01-03T02:10:00Z"}, "at"),
            ({"text": "Hi", "persona": {"language": "xx"}}, "persona.language"),
            ({"text": "Hi", "test": True, "persona": {"stage": 1}}, "persona.stage"),
        ],
    )
    def test_what_cannot_be_used_is_named(self, post, body, field):
        answer = post(**body)
        assert (answer.status_code, answer.json()["error"]["field"]) == (400, field)

    def test_an_operator_reads_and_judges_but_does_not_talk(self, post, client_of, agent):
        operator = client_of("operator")
        assert post(text=QUESTION, client=operator).status_code == 403
        assert operator.get("/api/chat/conversations").status_code == 200


class TestReading:
    @pytest.fixture
    def talked(self, post, work) -> int:
        begun = post(text=QUESTION).json()["conversation"]
        work()
        return begun

    def test_conversations_are_filtered_by_where_they_are_held(self, get, talked, agent):
        chat_begin(origin="test", agent_id=agent.pk, persona={})
        for query, count in (("", 1), ("?origin=api", 1), ("?origin=test", 1), ("?origin=widget", 0), ("?q=zzz", 0)):
            assert get(f"/conversations{query}").json()["count"] == count, query
        assert get("/conversations?agent=x").json()["error"]["field"] == "agent"

    def test_messages_and_decisions_stand_in_their_order(self, get, talked):
        said = get(f"/conversations/{talked}/messages").json()["results"]
        assert [one["author"] for one in said] == ["customer", "agent"]
        [decided] = get(f"/conversations/{talked}/decisions").json()["results"]
        assert (decided["message"], decided["reply"]) == (said[0]["id"], said[1]["id"])
        assert get(f"/conversations/{talked}").json()["origin"] == "api"
        assert get("/conversations/424242").status_code == 404

    def test_an_answer_is_judged_once_by_each(self, post, talked):
        reply = Message.objects.get(author="agent")
        post(f"/messages/{reply.pk}/feedback", verdict="up")
        told = post(f"/messages/{reply.pk}/feedback", verdict="down", wanted="It is free on Mondays.").json()
        assert told["verdict"] == "down"
        assert Feedback.objects.get().wanted == "It is free on Mondays."
        asked = Message.objects.get(author="customer")
        assert post(f"/messages/{asked.pk}/feedback", verdict="up").json()["error"]["code"] == "no_answer"
        assert post(f"/messages/{reply.pk}/feedback", verdict="meh").json()["error"]["field"] == "verdict"
