"""The chat API with everything running: a caller waits for the answer that a worker makes, or reads it as it grows."""

import json
from collections.abc import Callable

import pytest
import requests

from tests.stack import Stack

pytestmark = pytest.mark.alone

QUESTION = "Сколько стоит доставка?"


@pytest.fixture
def post(stack: Stack) -> Callable[..., requests.Response]:
    """`post(text="…")`: to the demo's agent, as who is logged in."""
    session = requests.Session()
    login = f"{stack.url}/accounts/login/"
    session.get(login, timeout=30)
    told = {"login": stack.email, "password": stack.password, "csrfmiddlewaretoken": session.cookies["csrftoken"]}
    session.post(login, told, headers={"Referer": login}, timeout=30)
    agent = session.get(f"{stack.url}/api/agents", timeout=30).json()["results"][0]["id"]

    def call(**body: object) -> requests.Response:
        headers = {"X-CSRFToken": session.cookies["csrftoken"], "Referer": login}
        sent = {"agent": agent, **body}
        return session.post(f"{stack.url}/api/chat", json=sent, headers=headers, timeout=40, stream=True)

    return call


class TestChat:
    def test_a_caller_is_given_the_answer_in_the_same_request(self, post):
        told = post(text=QUESTION)
        assert told.status_code == 200
        assert told.json()["status"] == "answered"
        assert told.json()["sources"]

    def test_a_stream_ends_with_the_whole_answer(self, post):
        told = post(text=QUESTION, stream=True)
        lines = [line for line in told.iter_lines(decode_unicode=True) if line.startswith(("event:", "data:"))]
        assert lines[-2] == "event: done"
        assert json.loads(lines[-1].removeprefix("data: "))["message"]["text"]
