"""The whole product, where Kommo forbids it to write into chats: a bot of the account says the answer instead."""

import re
from collections.abc import Callable, Iterator

import pytest
import requests

from tests.stack import Stack

QUESTION = "Сколько стоит доставка?"
FACT = "300 рублей"
FIELD = 564836  # a text area of the shop's leads
PAGE = "manage/sever/integrations/kommo/chat-way"


class Browser:
    """A person of the demo workspace, with forms as a browser sends them."""

    def __init__(self, stack: Stack) -> None:
        self._url = stack.url
        self._session = requests.Session()
        self.send("accounts/login/", login=stack.email, password=stack.password)

    def get(self, path: str) -> str:
        answer = self._session.get(f"{self._url}/{path}", timeout=30)
        assert answer.ok, answer.text
        return answer.text

    def send(self, path: str, *, of: str = "", **form: object) -> str:
        """Post a form that stands on the page `of` (by default at the same address)."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(of or path))[1]
        form = {"csrfmiddlewaretoken": token, **form}
        answer = self._session.post(f"{self._url}/{path}", data=form, headers={"Referer": self._url}, timeout=30)
        assert answer.ok, answer.text
        return answer.text


@pytest.fixture
def make_bot(stack: Stack) -> Iterator[Callable[..., dict]]:
    """Kommo forbids direct sending; bots are built, and gone afterwards, as is all that was chosen."""
    stack.play("settings", send_message="no_scope", chat_history=False)
    made: list[dict] = []

    def make(**bot: object) -> dict:
        made.append(stack.play("bots", **bot))
        return made[-1]

    yield make
    for bot in made:
        requests.delete(f"{stack.kommo.url}/_play/bots/{bot['id']}", timeout=10)
    stack.play("settings", send_message="allowed", chat_history=True)
    stack.rows(
        "UPDATE crm_chat_ways SET bot_id = NULL, direct_refused_at = NULL, history_refused_at = NULL RETURNING 1"
    )


def sent_by(stack: Stack, lead: dict) -> list[tuple]:
    return stack.rows(
        "SELECT m.sent_by, m.state FROM chat_message m JOIN chat_conversation c ON c.id = m.conversation_id "
        "WHERE c.lead_id = %s AND m.author = 'agent'",
        lead["id"],
    )


class TestSendingForbidden:
    def test_the_bot_that_prints_a_field_answers_in_that_talk(self, stack: Stack, make_bot) -> None:
        bot = make_bot(name="AI bridge", print=FIELD)
        Browser(stack).send(PAGE, mode="auto", bot_id=bot["id"], field_id=FIELD, widget_step="")
        lead = stack.new_talk("field and bot")
        stack.say(lead, QUESTION)
        stack.wait(lambda: stack.answers(lead), "an answer through the bot")

        [answer] = stack.answers(lead)
        assert FACT in answer
        stack.wait(lambda: sent_by(stack, lead) == [("bot", "sent")], "the echo to be known as ours")
        assert "Through your Salesbot “AI bridge”" in Browser(stack).get("manage/sever/integrations/kommo")

    def test_the_bot_that_waits_answers_in_that_talk(self, stack: Stack, make_bot) -> None:
        browser = Browser(stack)
        page = browser.send(f"{PAGE}/door", of=PAGE)
        address = re.search(r"http://127\.0\.0\.1:\d+/api/crm/widget/\w+/[\w-]+", page)[0]
        make_bot(name="Asks us", widget=address, trigger="message")
        lead = stack.new_talk("widget")
        stack.say(lead, QUESTION)
        stack.wait(lambda: stack.answers(lead), "an answer through the waiting bot")

        assert FACT in " ".join(stack.answers(lead))
        stack.wait(lambda: sent_by(stack, lead) == [("widget", "sent")], "one reply, by the widget")
        assert stack.rows("SELECT count(*) FROM chat_message WHERE text = %s AND author = 'bot'", QUESTION) == [(0,)]
