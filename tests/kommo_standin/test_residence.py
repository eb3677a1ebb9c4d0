"""Accounts that move, go, or change their people and brand."""

import base64
import json
from urllib.parse import urlsplit

import pytest
import requests

from tests.kommo_standin.parties import Client, play
from tests.kommo_standin.test_oauth import consent, exchange, with_code


def at_localhost(kommo: str) -> str:
    return kommo.replace("127.0.0.1", "localhost")


def claims_of(token: str) -> dict:
    body = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))


class TestMove:
    @pytest.mark.parametrize("answers", [401, 404, 301])
    def test_the_old_host_turns_away_and_the_new_one_serves(self, kommo: str, answers: int):
        tokens = with_code(kommo)
        new_host = urlsplit(at_localhost(kommo)).netloc
        play(kommo, "move", {"host": new_host, "subdomain": "renamed", "answers": answers})
        old = Client(kommo, tokens["access_token"]).call("GET", "account", allow_redirects=False)

        assert old.status_code == answers
        assert Client(at_localhost(kommo), tokens["access_token"]).get("account")["subdomain"] == "renamed"

    def test_a_refresh_token_is_not_spent_at_the_old_host(self, kommo: str):
        refresh = with_code(kommo)["refresh_token"]
        play(kommo, "move", {"host": urlsplit(at_localhost(kommo)).netloc})

        assert exchange(kommo, grant_type="refresh_token", refresh_token=refresh).status_code == 401
        assert exchange(at_localhost(kommo), grant_type="refresh_token", refresh_token=refresh).status_code == 200

    def test_every_host_tells_where_the_account_lives(self, kommo: str):
        refresh = with_code(kommo)["refresh_token"]
        new_host = urlsplit(at_localhost(kommo)).netloc
        play(kommo, "move", {"host": new_host, "subdomain": "renamed"})
        url = f"{kommo}/oauth2/account/current/subdomain"
        told = requests.get(url, headers={"X-Refresh-Token": refresh}, timeout=10).json()

        assert (told["id"], told["subdomain"], told["domain"]) == (31000001, "renamed", new_host)

    def test_tokens_go_on_naming_the_host_that_never_moves(self, kommo: str):
        play(kommo, "move", {"host": urlsplit(at_localhost(kommo)).netloc})
        code = consent(kommo)["code"]
        tokens = exchange(at_localhost(kommo), grant_type="authorization_code", code=code).json()

        assert claims_of(tokens["access_token"])["api_domain"] == urlsplit(kommo).netloc


class TestGone:
    @pytest.mark.parametrize("answers", [401, 404])
    def test_it_answers_with_the_old_number_and_gives_no_tokens(self, kommo: str, answers: int):
        tokens = with_code(kommo)
        play(kommo, "gone", {"answers": answers})
        answer = Client(kommo, tokens["access_token"]).call("GET", "account")

        assert (answer.status_code, answer.json()["response"]["error_code"]) == (answers, "101")
        refused = exchange(kommo, grant_type="refresh_token", refresh_token=tokens["refresh_token"])
        assert (refused.status_code, refused.json()["hint"]) == (400, "Invalid account")


class TestPeopleAndBrand:
    def test_a_person_who_is_switched_off_has_no_access(self, kommo: str):
        client = Client(kommo, with_code(kommo)["access_token"])
        play(kommo, "user", {"is_active": False})
        answer = client.call("GET", "account")
        assert (answer.status_code, answer.json()["response"]["error_code"]) == (401, "112")

        play(kommo, "user", {"is_active": True})
        assert client.call("GET", "account").status_code == 200

    def test_an_account_of_the_other_brand_says_so(self, kommo: str):
        play(kommo, "brand", {"account": "clinic", "brand": "amocrm"})
        back = consent(kommo, account="clinic")
        tokens = exchange(kommo, grant_type="authorization_code", code=back["code"]).json()

        assert back["platform"] == "1"
        assert claims_of(tokens["access_token"])["base_domain"] == "amocrm.ru"


class TestWebhooks:
    def test_all_can_be_switched_off_and_removed(self, kommo: str, shop: Client):
        shop.call("POST", "webhooks", {"destination": "https://a.example/", "settings": ["add_lead"]})
        play(kommo, "webhooks/disable")
        assert shop.get("webhooks")["_embedded"]["webhooks"][0]["disabled"] is True

        play(kommo, "webhooks/remove")
        assert shop.call("GET", "webhooks").status_code == 204
