import json

import pytest
from django.core.cache import cache
from django.test import Client

from automation.models import SiteWidget
from automation.site.visitors import BEGUN_FROM_ADDRESS, OF_VISITOR, visitor_say
from automation.site.widgets import origin_read, widget_rotate, widget_save
from automation.site.words import WORDS, widget_language
from chat.models import Conversation, Message
from crm_kommo.models import OutgoingWrite
from tenants.errors import InvalidInput
from tests.automation.fixtures import FACT
from tests.conftest import WorkspaceClient

QUESTION = "How much is delivery?"
SHOP = "https://shop.example"
OWN = "http://testserver"


@pytest.fixture(autouse=True)
def _counts_of_nobody():
    cache.clear()


@pytest.fixture
def widget(agent, article, tenant) -> SiteWidget:
    return widget_save(agent=agent, tenant=tenant, origins=[SHOP], is_on=True)


@pytest.fixture
def visitor(widget):
    """`visitor("text", token)`: says it; without a text only reads."""
    client = WorkspaceClient()

    def call(text: str = "", token: str = "", *, origin: str = OWN, key: str = widget.public_key):
        headers = {"X-Visitor": token, "Origin": origin}
        address = f"/widget/{key}/messages"
        if not text:
            return client.get(address, headers=headers)
        return client.post(address, json.dumps({"text": text}), content_type="application/json", headers=headers)

    return call


class TestVisitor:
    def test_who_writes_is_answered_and_reads_only_what_was_said(self, visitor, work):
        told = visitor(QUESTION).json()
        assert told["waits"]
        work()
        read = visitor(token=told["visitor"]).json()
        asked, answer = read["messages"]
        assert FACT in answer["text"]
        assert set(asked) == {"id", "from", "text", "at"}
        assert set(answer) == {"id", "from", "text", "at", "name"}
        assert not read["waits"]

    def test_sources_are_named_only_where_that_is_switched_on(self, visitor, widget, work):
        token = visitor(QUESTION).json()["visitor"]
        work()
        SiteWidget.objects.update(shows_sources=True)
        assert visitor(token=token).json()["messages"][1]["sources"] == ["Delivery"]

    def test_a_token_leads_to_no_other_conversation(self, visitor, work):
        first, second = visitor("I am Ann.").json()["visitor"], visitor("I am Bob.").json()["visitor"]
        texts = [message["text"] for message in visitor(token=first).json()["messages"]]
        assert texts == ["I am Ann."]
        forged = first.partition(":")[0] + ":" + second.partition(":")[2]
        for wrong in ("", "x", first + "x", forged):
            assert visitor(token=wrong).json()["messages"] == []

    def test_nothing_is_written_to_kommo(self, visitor, work):
        before = OutgoingWrite.objects.count()
        visitor("My budget is 5000. I want to talk to a person!")
        work()
        assert OutgoingWrite.objects.count() == before
        assert Conversation.objects.get().answered_by == "person"

    def test_who_writes_too_fast_is_told_to_wait(self, visitor):
        token = visitor("0").json()["visitor"]
        answers = [visitor(str(number), token).status_code for number in range(1, OF_VISITOR + 2)]
        assert answers == [200] * OF_VISITOR + [429]

    def test_who_begins_again_and_again_leaves_room_for_others(self, visitor, widget):
        assert [visitor("0").status_code for _again in range(BEGUN_FROM_ADDRESS + 1)][-2:] == [200, 429]
        elsewhere = visitor_say(widget=widget, conversation=None, text=QUESTION, address="203.0.113.7")
        assert elsewhere.messages.get().text == QUESTION

    @pytest.mark.parametrize("origin", ["https://evil.example", "null", "", SHOP])
    def test_only_the_frame_may_write(self, visitor, origin):
        assert visitor(QUESTION, origin=origin).status_code == 403
        assert Conversation.objects.count() == 0

    def test_a_text_that_is_none_is_refused(self, visitor, widget):
        for body in (
            "{",
            "[]",
            '{"text": 1}',
            '{"text": " "}',
            json.dumps({"text": "x" * 2001}),
            '{"text": "\\u0000"}',
            '{"text": "hi \\ud800"}',
            "[" * 16_000,
        ):
            answer = Client().post(
                f"/widget/{widget.public_key}/messages", body, content_type="application/json", headers={"Origin": OWN}
            )
            assert answer.status_code == 400, body


class TestKey:
    def test_a_widget_that_is_off_or_unknown_shows_nothing(self, visitor, widget):
        SiteWidget.objects.update(is_on=False)
        for key in (widget.public_key, "0" * 16):
            for part in (".js", "/frame", "/messages"):
                assert WorkspaceClient().get(f"/widget/{key}{part}").status_code == 404

    def test_a_new_key_ends_the_old_one_and_its_visitors(self, visitor, widget, tenant):
        old, token = widget.public_key, visitor(QUESTION).json()["visitor"]
        new = widget_rotate(widget=widget, tenant=tenant).public_key
        assert visitor(token=token, key=old).status_code == 404
        assert visitor(token=token, key=new).json()["messages"] == []

    def test_only_the_named_sites_may_frame_it(self, widget):
        answer = WorkspaceClient().get(f"/widget/{widget.public_key}/frame")
        assert f"frame-ancestors 'self' {SHOP}" in answer["Content-Security-Policy"]
        assert "X-Frame-Options" not in answer

    def test_the_script_may_be_loaded_from_anywhere(self, widget):
        answer = WorkspaceClient().get(f"/widget/{widget.public_key}.js")
        assert answer["Content-Type"].startswith("text/javascript")
        assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"

    @pytest.mark.parametrize(
        ("typed", "origin"),
        [
            ("https://Shop.example/path", SHOP),
            (" https://shop.example:8443 ", "https://shop.example:8443"),
            ("http://localhost:3000", "http://localhost:3000"),
        ],
    )
    def test_an_origin_is_read_from_what_was_typed(self, typed, origin):
        assert origin_read(typed) == origin

    @pytest.mark.parametrize(
        "typed", ["shop.example", "http://shop.example", "https://*", "https://a b", "https://a;b"]
    )
    def test_what_is_no_origin_is_refused(self, typed):
        with pytest.raises(InvalidInput):
            origin_read(typed)


class TestWords:
    def test_every_word_is_there_in_four_languages(self):
        assert all(set(said) == {"en", "ru", "es", "pt"} and all(said.values()) for said in WORDS.values())

    @pytest.mark.parametrize(
        ("wanted", "accepts", "language"),
        [("pt", "ru", "pt"), ("", "fr-FR,es;q=0.8", "es"), ("xx", "", "en"), ("RU", "", "ru")],
    )
    def test_the_page_decides_then_the_browser(self, wanted, accepts, language):
        assert widget_language(wanted, accepts=accepts) == language


class TestInbox:
    def test_a_person_answers_from_the_inbox_and_the_visitor_reads_it(self, visitor, client_of, work):
        token = visitor(QUESTION).json()["visitor"]
        conversation = Conversation.objects.get()
        operator = client_of("operator")
        page = operator.get(f"/manage/alpha/inbox/{conversation.pk}").content.decode()
        assert "Site widget" in page
        assert "Answer yourself" in page
        operator.post(f"/manage/alpha/inbox/{conversation.pk}/say", {"text": "I look it up for you."})
        work()
        read = visitor(token=token).json()["messages"]
        assert [message["from"] for message in read] == ["customer", "person"]
        assert "operator@" not in json.dumps(read)
        assert Message.objects.get(author="customer").decision.reason == "person_took_over"

    def test_in_kommo_people_answer_in_kommo(self, client_of, agent):
        there = Conversation.objects.create(talk_id=7)
        operator = client_of("operator")
        assert operator.post(f"/manage/alpha/inbox/{there.pk}/say", {"text": "Hi"}).status_code == 404
        assert "Answer yourself" not in operator.get(f"/manage/alpha/inbox/{there.pk}").content.decode()


class TestSettings:
    def test_it_is_switched_on_for_named_sites_and_tells_what_to_copy(self, client_of, agent):
        builder = client_of("builder")
        address = f"/manage/alpha/ai-agents/{agent.pk}/edit/site"
        assert "Name at least one site" in builder.post(address, {"is_on": "on", "origins": ""}).content.decode()
        builder.post(address, {"is_on": "on", "origins": f"{SHOP}\r\nhttps://www.shop.example"})
        made = SiteWidget.objects.get()
        assert made.origins == [SHOP, "https://www.shop.example"]
        assert f"/widget/{made.public_key}.js" in builder.get(address).content.decode()
        builder.post(f"{address}/new-key")
        assert SiteWidget.objects.get().public_key != made.public_key

    def test_below_builder_it_is_closed(self, client_of, agent):
        assert client_of("operator").get(f"/manage/alpha/ai-agents/{agent.pk}/edit/site").status_code == 403
