"""Playing by HTTP: customer, manager, log, and what happens to bad input."""

from typing import Any

import pytest
import requests

from tests.kommo_standin.parties import Client, Receiver, play

POSTS = (
    *("say", "human", "leads", "leads/30052001/restore", "talks/66301/close", "faults", "token"),
    *("expire", "revoke", "settings", "consent", "integrations", "reset"),
)

NOT_OBJECTS = [b"{", b"\xff\xfe\x00", b"[]", b"null", b'"text"', b"1", b"{} {}", b"\x00"]

WRONG: list[tuple[str, str, dict[str, Any], int, str]] = [
    ("POST", "say", {}, 400, "text"),
    ("POST", "say", {"text": "Hi"}, 400, "lead_id"),
    ("POST", "say", {"lead_id": 5, "text": "Hi"}, 404, "lead"),
    ("POST", "say", {"lead_id": [], "text": "Hi"}, 400, "lead_id"),
    ("POST", "say", {"lead_id": -1, "text": "Hi"}, 400, "lead_id"),
    ("POST", "say", {"lead_id": 30052001, "text": {"a": 1}}, 400, "text"),
    ("POST", "say", {"lead_id": 30052001, "text": "\ud800"}, 400, "text"),
    ("POST", "say", {"lead_id": 30052001, "text": "Hi", "attachment": "x"}, 400, "attachment"),
    ("POST", "say", {"lead_id": 30052001, "attachment": {"type": "smell"}}, 400, "attachment.type"),
    ("POST", "say", {"lead_id": 30052001, "text": "Hi", "account": "nobody"}, 404, "account"),
    ("POST", "say", {"lead_id": 30052001, "text": "Hi", "account": {"a": []}}, 404, "account"),
    ("POST", "human", {"talk_id": 1, "text": "Hi"}, 404, "talk"),
    ("POST", "human", {"talk_id": 66301, "text": "Hi", "as": "ghost"}, 400, "as"),
    ("POST", "leads", {"pipeline_id": 5}, 404, "pipeline_id"),
    ("POST", "leads", {"status_id": 5}, 404, "status_id"),
    ("POST", "leads", {"origin": "pigeon"}, 400, "origin"),
    ("POST", "leads", {"contact": []}, 201, ""),
    ("POST", "leads", {"contact": "x"}, 400, "contact"),
    ("PATCH", "leads/30052001", {"custom_fields_values": [{"field_id": []}]}, 400, "custom_fields_values.0.field_id"),
    ("PATCH", "leads/30052001", {"custom_fields_values": {"a": 1}}, 400, "custom_fields_values"),
    ("PATCH", "leads/30052001", {"price": "free"}, 400, "price"),
    ("PATCH", "leads/5", {}, 404, "lead"),
    ("POST", "talks/5/close", {}, 404, "talk"),
    ("POST", "faults", {}, 400, "body"),
    ("POST", "faults", {"status": 500, "drop": True}, 400, "body"),
    ("POST", "faults", {"status": 9000}, 400, "status"),
    ("POST", "faults", {"delay": "long"}, 400, "delay"),
    ("POST", "faults", {"delay": 1e9}, 400, "delay"),
    ("POST", "faults", {"cut": "yes"}, 400, "cut"),
    ("POST", "faults", {"drop": True, "times": 0}, 400, "times"),
    ("POST", "settings", {"rate_limit": "7"}, 400, "rate_limit"),
    ("POST", "settings", {"clock_speed": 0}, 400, "clock_speed"),
    ("POST", "settings", {"colour": 1}, 400, "colour"),
    ("POST", "settings", {"webhook_retries": 1}, 400, "webhook_retries"),
    ("POST", "settings", {"delivery_status": "eaten"}, 400, "delivery_status"),
    ("POST", "token", {"client_id": "nobody"}, 404, "client_id"),
    ("POST", "token", {"scopes": "crm"}, 400, "scopes"),
    ("POST", "token", {"expires_in": "soon"}, 400, "expires_in"),
    ("POST", "token", {"user_id": 5}, 404, "user"),
    ("POST", "consent", {"allow": "yes"}, 400, "allow"),
    ("POST", "integrations", {"client_id": "a"}, 400, "redirect_uri"),
    ("POST", "integrations", {"client_id": "a", "client_secret": "b", "redirect_uri": "here"}, 400, "redirect_uri"),
    ("GET", "log?since=x", {}, 400, "since"),
    ("GET", "leads?account=nobody", {}, 404, "account"),
    ("GET", "nowhere", {}, 404, ""),
]


class TestChats:
    def test_the_way_of_a_message(self, shop: Client):
        said = play(shop.url, "say", {"lead_id": 30052001, "text": "How much?"})
        sent = shop.call("POST", f"talks/{said['talk_id']}/send_message", {"text": "18 900"}).json()
        play(shop.url, "human", {"talk_id": said["talk_id"], "text": "I am here"})

        shown = play(shop.url, f"talks/{said['talk_id']}/messages", method="GET")["messages"][-3:]
        read = shop.get(f"talks/{said['talk_id']}/messages")["_embedded"]["messages"][-3:]
        assert [message["id"] for message in shown] == [message["id"] for message in read]
        assert shown[0]["id"] == said["message_id"]
        assert shown[1]["id"] == sent["id"]
        assert [(message["type"], message["author"]["type"], message["text"]) for message in read] == [
            ("incoming", "external", "How much?"),
            ("outgoing", "bot", "18 900"),
            ("outgoing", "internal", "I am here"),
        ]

    def test_a_closed_talk_takes_no_answer_and_a_new_message_opens_another(self, shop: Client):
        play(shop.url, "talks/66301/close", {})
        refused = shop.call("POST", "talks/66301/send_message", {"text": "Hello?"})
        said = play(shop.url, "say", {"talk_id": 66301, "text": "I am back"})

        assert (refused.status_code, refused.json()["detail"]) == (422, "Talk is closed")
        assert said["talk_id"] != 66301
        old, new = shop.get("talks/66301"), shop.get(f"talks/{said['talk_id']}")
        assert (old["status"], new["status"]) == ("closed", "in_work")
        assert old["chat_id"] == new["chat_id"]
        assert play(shop.url, "say", {"talk_id": 66301, "text": "again"})["talk_id"] == said["talk_id"]

    def test_a_lead_made_by_api_gets_a_talk_when_its_contact_writes(self, shop: Client):
        body = [{"_embedded": {"contacts": [{"id": 37054002}]}}]
        lead = shop.call("POST", "leads", body).json()["_embedded"]["leads"][0]
        said = play(shop.url, "say", {"lead_id": lead["id"], "text": "Hi"})

        assert shop.get(f"talks/{said['talk_id']}")["entity_id"] == lead["id"]

    def test_the_same_message_id_is_announced_again_and_kept_once(self, shop: Client, receiver: Receiver):
        shop.subscribe(receiver, "add_message")
        for _ in range(2):
            play(shop.url, "say", {"lead_id": 30052001, "text": "Twice", "message_id": "m-1"})

        first, second = receiver.bodies(2)
        assert first == second
        messages = play(shop.url, "talks/66301/messages", method="GET")["messages"]
        assert [message["text"] for message in messages].count("Twice") == 1

    def test_the_account_may_be_named_either_way(self, kommo: str):
        for name in ("clinic", 31000002, "31000002"):
            lead = play(kommo, "leads", {"account": name, "name": f"For {name}"})
            shown = play(kommo, f"leads?account={name}", method="GET")["leads"]
            assert lead["id"] in [other["id"] for other in shown]

    def test_delivery_can_fail(self, shop: Client):
        play(shop.url, "settings", {"delivery_status": "error"})
        sent = shop.call("POST", "talks/66301/send_message", {"text": "Hi"}).json()

        messages = shop.get("talks/66301/messages")["_embedded"]["messages"]
        assert {message["id"]: message["delivery_status"] for message in messages}[sent["id"]] == "error"


class TestLog:
    def test_it_shows_requests_and_webhooks_without_secrets(self, shop: Client, receiver: Receiver):
        shop.subscribe(receiver, "add_message")
        play(shop.url, "say", {"lead_id": 30052001, "text": "Hi"})
        receiver.bodies(1)
        receiver.stays_quiet(0.05)

        entries = play(shop.url, "log", method="GET")["entries"]
        call = next(entry for entry in entries if entry["path"] == "/api/v4/webhooks")
        hook = next(entry for entry in entries if entry["kind"] == "webhook")
        assert call["status"] == 200
        assert call["headers"]["Authorization"] == "Bearer ***"
        assert '"settings": ["add_message"]' in call["request_body"]
        assert (hook["path"], hook["status"], hook["attempt"]) == (receiver.url, 200, 1)
        assert shop.token not in str(entries)
        assert play(shop.url, f"log?since={entries[-1]['id']}", method="GET")["entries"] == []

    def test_it_hides_codes_and_tokens_of_the_token_endpoint(self, kommo: str):
        body = {"client_secret": "standin-secret", "code": "the-code", "refresh_token": "the-token"}
        requests.post(f"{kommo}/oauth2/access_token", json=body, timeout=10)

        told = str(play(kommo, "log", method="GET")["entries"])
        assert not [secret for secret in ("standin-secret", "the-code", "the-token") if secret in told]


class TestBadInput:
    @pytest.mark.parametrize("path", POSTS)
    def test_a_body_that_is_no_object_is_refused(self, kommo: str, path: str):
        for body in NOT_OBJECTS:
            answer = requests.post(f"{kommo}/_play/{path}", data=body, timeout=10)
            assert (answer.status_code, answer.json()["error"].partition(":")[0]) == (400, "body"), body

    @pytest.mark.parametrize(("method", "path", "body", "status", "named"), WRONG)
    def test_it_names_the_field(self, kommo: str, method: str, path: str, body: Any, status: int, named: str):
        answer = requests.request(method, f"{kommo}/_play/{path}", json=body or None, timeout=10)

        assert answer.status_code == status, answer.text
        assert answer.json().get("error", "").startswith(named)

    def test_a_wrong_setting_changes_none(self, kommo: str):
        requests.post(f"{kommo}/_play/settings", json={"send_quota": 1, "colour": 2}, timeout=10)

        assert play(kommo, "settings", method="GET")["send_quota"] == 500

    @pytest.mark.parametrize("method", ["POST", "PATCH"])
    @pytest.mark.parametrize(
        "path", ["leads", "contacts", "tasks", "webhooks", "talks/66301/send_message", "leads/30052001"]
    )
    def test_the_api_survives_garbage_too(self, shop: Client, method: str, path: str):
        headers = {"Authorization": f"Bearer {shop.token}"}
        garbage = [
            *NOT_OBJECTS,
            b'[{"id": []}]',
            b'[{"id": {}}]',
            b"[[]]",
            b"[1]",
            b'{"text": []}',
            b'[{"_embedded": 1}]',
        ]
        garbage += [
            b'[{"_embedded": {"tags": 1, "contacts": 1, "companies": [1]}}]',
            b'[{"entity_type": "x", "entity_id": 1}]',
        ]
        for body in garbage:
            answer = requests.request(method, f"{shop.url}/api/v4/{path}", data=body, headers=headers, timeout=10)
            assert answer.status_code in (400, 405), (body, answer.status_code, answer.text)


class TestPages:
    def test_the_page_stands_alone(self, kommo: str):
        page = requests.get(kommo, timeout=10)

        assert page.status_code == 200
        assert "<script>" not in page.text
        assert "style=" not in page.text
        assert "https://" not in page.text
        assert requests.get(f"{kommo}/static/main.js", timeout=10).status_code == 200

    def test_it_speaks_both_languages(self, kommo: str):
        assert "Новая сделка" in requests.get(f"{kommo}/?lang=ru", timeout=10).text
        assert "New lead" in requests.get(f"{kommo}/?lang=en", timeout=10).text

    def test_it_is_alive(self, kommo: str):
        assert requests.get(f"{kommo}/health", timeout=10).status_code == 200
