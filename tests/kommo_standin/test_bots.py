"""Bots of the stand-in: what they say, when they wait, and what Kommo answers."""

import json
from time import sleep
from typing import Any

import jwt
import pytest

from tests.kommo_standin.parties import Client, Receiver, play

LEAD, TALK = 30052001, 66301
FIELD = 564836
SECRET = "standin-secret"


def said(kommo: str) -> list[str]:
    messages = play(kommo, f"talks/{TALK}/messages", method="GET")["messages"]
    return [message["text"] for message in messages if message["author"]["type"] == "bot"]


@pytest.fixture
def printer(kommo: str) -> dict[str, Any]:
    return play(kommo, "bots", {"name": "AI bridge", "print": FIELD})


@pytest.fixture
def waiting(kommo: str, receiver: Receiver) -> dict[str, Any]:
    """What a widget was sent by a bot that waits for its answer."""
    play(kommo, "bots", {"widget": receiver.url, "trigger": "message", "then": "{{json.message}}"})
    play(kommo, "say", {"lead_id": LEAD, "text": "Price?"})
    return json.loads(receiver.bodies(1)[0])


def write(shop: Client, text: str) -> None:
    values = [{"field_id": FIELD, "values": [{"value": text}]}]
    assert shop.call("PATCH", f"leads/{LEAD}", {"custom_fields_values": values}).status_code == 200


class TestList:
    def test_it_shows_kind_and_state(self, shop, printer) -> None:
        answer = shop.get("bots")
        assert answer["_embedded"]["items"] == [
            {
                "id": printer["id"],
                "name": "AI bridge",
                "type_functionality": "regular",
                "is_visual_editor": True,
                "settings": {"active": True},
            }
        ]
        assert shop.get(f"bots/{printer['id']}")["name"] == "AI bridge"

    def test_none_is_an_empty_answer(self, shop) -> None:
        assert shop.call("GET", "bots").status_code == 204
        assert shop.call("GET", "bots/5").status_code == 204


class TestRun:
    def test_it_prints_the_field_as_a_bot(self, kommo, shop, printer) -> None:
        write(shop, "It costs 15 EUR.")
        answer = shop.call("POST", f"bots/{printer['id']}/run", {"entity_id": LEAD, "entity_type": "leads"})
        assert (answer.status_code, answer.text) == (202, "Accepted")
        assert said(kommo)[-1] == "It costs 15 EUR."

    def test_sb_07_the_word_of_the_hooks_is_refused_and_the_older_number_is_taken(self, kommo, shop, printer) -> None:
        write(shop, "Hi")
        run = {"entity_id": LEAD, "entity_type": "lead"}
        assert shop.call("POST", f"bots/{printer['id']}/run", run).status_code == 400
        older = [{"bot_id": printer["id"], "entity_id": LEAD, "entity_type": 2}]
        answer = shop.call("POST", "../v2/salesbot/run", older)
        assert (answer.status_code, answer.json()) == (202, {"success": True})
        assert said(kommo)[-1] == "Hi"

    def test_a_late_bot_prints_what_the_field_holds_by_then(self, kommo, shop, printer) -> None:
        play(kommo, "settings", {"bot_delay": 0.2})
        for text in ("one", "two"):
            write(shop, text)
            shop.call("POST", f"bots/{printer['id']}/run", {"entity_id": LEAD, "entity_type": "leads"})
        sleep(0.5)
        assert said(kommo)[-1:] == ["two"]
        assert "one" not in said(kommo)

    def test_it_can_be_stopped(self, kommo, shop, printer) -> None:
        play(kommo, "settings", {"bot_delay": 0.2})
        write(shop, "never")
        run = {"entity_id": LEAD, "entity_type": "leads"}
        shop.call("POST", f"bots/{printer['id']}/run", run)
        assert shop.call("POST", f"bots/{printer['id']}/stop", run).status_code == 202
        sleep(0.4)
        assert "never" not in said(kommo)

    def test_a_plan_without_bots_is_told(self, kommo, shop, printer) -> None:
        play(kommo, "settings", {"has_bots": False})
        run = {"entity_id": LEAD, "entity_type": "leads"}
        assert shop.call("POST", f"bots/{printer['id']}/run", run).status_code == 402


class TestWidget:
    def test_it_is_sent_a_signed_token_the_data_and_where_to_answer(self, kommo, waiting) -> None:
        claims = jwt.decode(waiting["token"], SECRET, algorithms=["HS512"], options={"verify_aud": False})
        assert (claims["account_id"], claims["entity_id"]) == (31000001, LEAD)
        assert waiting["data"]["text"] == "Price?"
        assert waiting["return_url"].startswith(f"{kommo}/api/v4/salesbot/")

    def test_the_answer_is_shown_once(self, kommo, shop, waiting) -> None:
        path = waiting["return_url"].partition("/api/v4/")[2]
        show = {"handler": "show", "params": {"type": "text", "value": "15 EUR"}}
        goto = {"handler": "goto", "params": {"type": "question", "step": 1}}
        body = {"data": {"message": "A longer answer"}, "execute_handlers": [show, goto]}
        assert shop.call("POST", path, body).status_code == 202
        assert said(kommo)[-2:] == ["15 EUR", "A longer answer"]
        assert shop.call("POST", path, body).status_code == 404

    @pytest.mark.parametrize("handlers", [[], [{"handler": "show", "params": {"type": "text", "value": "x" * 81}}]])
    def test_none_and_too_long_are_refused(self, shop, waiting, handlers) -> None:
        path = waiting["return_url"].partition("/api/v4/")[2]
        assert shop.call("POST", path, {"data": {}, "execute_handlers": handlers}).status_code == 400

    def test_sb_06_a_second_bot_on_the_lead_is_blocked_without_a_word(self, kommo, shop, waiting, printer) -> None:
        write(shop, "blocked")
        run = {"entity_id": LEAD, "entity_type": "leads"}
        assert shop.call("POST", f"bots/{printer['id']}/run", run).status_code == 202
        assert "blocked" not in said(kommo)
