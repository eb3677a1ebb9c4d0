from collections.abc import Iterator
from dataclasses import replace
from time import monotonic

import pytest
from django.utils import timezone

from agents.answering import Reply, Situation, agent_reply
from agents.llm.bounded_http import BYTES_MOST
from agents.llm.errors import ModelRefused, ModelUnavailable, ModelUnusable
from agents.llm.factory import model_for
from agents.llm.openai_model import OpenAIModel
from agents.llm.types import ChatRequest, Turn
from agents.models import ModelProvider
from agents.selectors import settings_of
from agents.services import provider_note, provider_save
from tenants.errors import InvalidInput
from tests.agents.model_server import ModelServer, completion, model_server
from tests.agents.model_steps import cut, fails, says, slow
from tests.factories import AgentFactory

REQUEST = ChatRequest(
    "Be brief.", [Turn("user", "Hi"), Turn("assistant", "Hello"), Turn("user", "Price?")], [], "en", True
)


@pytest.fixture
def server(settings) -> Iterator[ModelServer]:
    with model_server() as running:
        settings.OUTSIDE_ALLOWED = [running.host]
        yield running


@pytest.fixture
def model(server) -> OpenAIModel:
    return OpenAIModel(base_url=server.url, api_key="sk-test", model="test-model")


class TestAnswer:
    def test_it_sends_the_conversation_and_reads_the_answer(self, server, model):
        server.will_answer(completion("15 euros."))
        answer = model.answer(REQUEST)
        assert (answer.text, answer.knows, answer.model) == ("15 euros.", True, "test-model")
        assert (answer.tokens_in, answer.tokens_out) == (11, 3)
        [asked] = server.requests
        assert asked["path"] == "/v1/chat/completions"
        assert asked["key"] == "Bearer sk-test"
        assert [message["role"] for message in asked["messages"]] == ["system", "user", "assistant", "user"]

    def test_a_book_is_cut_and_what_cannot_be_stored_is_dropped(self, server, model):
        server.will_answer(completion("a\x00b" + "x" * 100_000))
        text = model.answer(REQUEST).text
        assert text.startswith("abx")
        assert len(text) < REQUEST.max_tokens * 8

    def test_it_hears_that_the_model_does_not_know(self, server, model):
        server.will_answer(completion("[UNKNOWN] I do not know that."))
        answer = model.answer(REQUEST)
        assert (answer.text, answer.knows) == ("I do not know that.", False)

    @pytest.mark.parametrize(
        ("status", "body", "error"),
        [
            (500, {"error": {"message": "boom"}}, ModelUnavailable),
            (503, "busy", ModelUnavailable),
            (429, {"error": {"message": "slow down"}}, ModelUnavailable),
            (429, {"error": {"message": "no money", "code": "insufficient_quota"}}, ModelRefused),
            (401, {"error": {"message": "bad key"}}, ModelRefused),
            (404, {"error": {"message": "no such model"}}, ModelRefused),
            (200, "<html>a login page</html>", ModelUnusable),
            (200, completion(None), ModelUnusable),
            (200, completion("x", choices=[]), ModelUnusable),
        ],
    )
    def test_each_failure_knows_whether_trying_again_can_help(self, server, model, status, body, error):
        server.will_answer(body, status=status)
        with pytest.raises(error):
            model.answer(REQUEST)
        assert len(server.requests) == 1

    def test_it_follows_no_redirect(self, server, model):
        """It would lead past the check of the address."""
        server.will_answer("", status=307)
        with pytest.raises(ModelRefused):
            model.answer(REQUEST)
        assert len(server.requests) == 1

    def test_an_answer_without_an_end_is_cut_off(self, server, model):
        server.will_answer(completion("x" * (BYTES_MOST + 1)))
        with pytest.raises(ModelUnavailable):
            model.answer(REQUEST)

    def test_it_says_how_long_it_wants_to_be_left_alone(self, server, model):
        server.will_play(fails(429, retry_after=20))
        with pytest.raises(ModelUnavailable) as away:
            model.answer(REQUEST)
        assert away.value.after == 20

    @pytest.mark.alone
    @pytest.mark.parametrize("on_text", [None, lambda _text: None])
    def test_one_that_never_comes_to_its_end_is_left(self, server, on_text):
        """A drip keeps the package's own time-out from ever coming."""
        model = OpenAIModel(base_url=server.url, api_key="", model="m", seconds=0.5)
        server.will_play(slow(says("word " * 100), seconds=0 if on_text else 2, between=0.1))
        began = monotonic()
        with pytest.raises(ModelUnavailable):
            model.answer(replace(REQUEST, on_text=on_text))
        assert monotonic() - began < 1.5

    def test_a_stream_that_is_cut_is_no_answer(self, server, model):
        heard: list[str] = []
        server.will_play(cut(says("It costs 15 euros."), after=3))
        with pytest.raises(ModelUnusable, match="cut off"):
            model.answer(replace(REQUEST, on_text=heard.append))
        assert heard[-1] == "It costs"

    def test_nobody_there_is_away_for_the_moment(self):
        with pytest.raises(ModelUnavailable):
            OpenAIModel(base_url="http://127.0.0.1:9/v1", api_key="", model="x").answer(REQUEST)


PIPELINE, STAGE = 1, 10


def told_in_the_stage(prompt: str) -> dict:
    return {PIPELINE: {"is_active": True, "all_statuses": True, "stage_settings": {STAGE: {"prompt": prompt}}}}


def asked(*, patient: bool = False, **settings: object) -> Reply:
    """What an agent with these settings says to a customer in STAGE."""
    agent = AgentFactory(versions=settings)
    return agent_reply(
        Situation(
            agent=agent,
            version=agent.live,
            settings=settings_of(agent.live),
            turns=[Turn("user", "How much is delivery?")],
            now=timezone.now(),
            pipeline_id=PIPELINE,
            stage_id=STAGE,
            patient=patient,
        )
    )


@pytest.mark.usefixtures("tenant")
class TestInTheTurn:
    @pytest.fixture
    def provider(self, server) -> ModelProvider:
        return provider_save(base_url=server.url, model="test-model", api_key="sk-secret", is_active=True)

    def test_the_workspaces_own_model_answers_and_reads_the_stages_instruction(self, server, provider):
        reply = asked(instructions="Be kind.", pipelines=told_in_the_stage("Mention the gift."))
        assert (reply.text, reply.model, reply.trace["fell_back"]) == ("Fine.", "test-model", "")
        told = server.requests[0]["messages"][0]["content"]
        assert "Be kind." in told
        assert "Mention the gift." in told

    def test_a_model_that_refuses_is_replaced_and_the_trace_says_so(self, server, provider):
        server.will_answer({"error": {"message": "bad key"}}, status=401)
        reply = asked(patient=True)
        assert reply.model == "built-in"
        assert "bad key" in reply.failure

    def test_the_page_shows_why_it_failed_until_it_works_again(self, provider, client_of):
        provider_note(failure="401: bad key")
        assert "bad key" in client_of("admin").get("/manage/alpha/integrations/model").content.decode()
        provider_note(failure="")
        provider.refresh_from_db()
        assert provider.last_error == ""

    def test_one_that_is_away_is_waited_for_while_there_is_patience(self, server, provider):
        server.will_answer("busy", status=503)
        with pytest.raises(ModelUnavailable):
            asked(patient=True)
        assert asked().model == "built-in"

    def test_one_that_is_switched_off_is_not_asked(self, server, provider):
        provider_save(base_url=server.url, model="test-model", api_key="", is_active=False)
        assert asked().model == "built-in"
        assert server.requests == []

    def test_an_empty_key_keeps_the_one_there_is(self, server, provider):
        assert provider_save(base_url=server.url, model="other", api_key="", is_active=True).api_key == "sk-secret"

    def test_the_key_does_not_go_along_to_another_host(self, server, provider):
        with pytest.raises(InvalidInput) as refused:
            provider_save(base_url="https://93.184.216.34/v1", model="x", api_key="", is_active=True)
        assert refused.value.field == "api_key"

    def test_an_address_inside_is_refused_when_saved_and_when_used(self, provider, settings):
        settings.OUTSIDE_ALLOWED = []
        with pytest.raises(InvalidInput):
            provider_save(base_url="http://127.0.0.1:9/v1", model="x", api_key="", is_active=True)
        with pytest.raises(ModelRefused):
            model_for(provider)

    def test_the_page_never_shows_the_key(self, provider, client_of):
        page = client_of("admin").get("/manage/alpha/integrations/model").content.decode()
        assert "sk-secret" not in page
        assert "test-model" in page
