"""The rate, the block, the scopes, the quota."""

from time import sleep

import pytest
import requests

from tests.kommo_standin.parties import Client, client_of, play

LIMITS = {"rate_limit": 7, "violations_before_block": 20, "block_seconds": 0.5}


class TestRate:
    def test_the_eighth_request_of_a_second_is_too_many(self, kommo: str, shop: Client, clinic: Client):
        play(kommo, "settings", LIMITS)
        answers = [shop.call("GET", "account") for _ in range(8)]

        assert [answer.status_code for answer in answers] == [200] * 7 + [429]
        assert answers[-1].headers["Retry-After"] == "1"
        assert answers[-1].json()["retry_after"] == 1
        assert clinic.call("GET", "account").status_code == 200, "another account has a rate of its own"
        sleep(1)
        assert shop.call("GET", "account").status_code == 200

    def test_who_does_not_listen_is_blocked_with_a_page(self, kommo: str, shop: Client):
        play(kommo, "settings", LIMITS | {"rate_limit": 1})
        statuses = [shop.call("GET", "account").status_code for _ in range(23)]

        assert statuses == [200] + [429] * 20 + [403] * 2
        assert shop.call("GET", "account").headers["Content-Type"].startswith("text/html")
        sleep(0.6)
        assert shop.call("GET", "account").status_code in (200, 429)

    def test_playing_costs_nothing(self, kommo: str, shop: Client):
        play(kommo, "settings", LIMITS)
        for _ in range(20):
            play(kommo, "leads", method="GET")

        assert shop.call("GET", "account").status_code == 200


class TestRights:
    @pytest.mark.parametrize("token", ["", "made.up.token"])
    def test_without_a_valid_token_nothing_is_told(self, kommo: str, token: str):
        answer = Client(kommo, token).call("GET", "account")

        assert (answer.status_code, answer.json()["title"]) == (401, "Unauthorized")

    def test_a_token_ends_with_its_life(self, kommo: str):
        client = client_of(kommo, expires_in=0.05)
        sleep(0.1)

        assert client.call("GET", "account").status_code == 401

    def test_chats_need_their_scopes(self, kommo: str):
        client = client_of(kommo, scopes=["crm"])
        answers = [
            client.call("GET", "talks/66301/messages"),
            client.call("POST", "talks/66301/send_message", {"text": "Hi"}),
        ]

        assert [(answer.status_code, answer.json()["detail"]) for answer in answers] == [(403, "Invalid scope")] * 2
        assert client.call("GET", "talks/66301").status_code == 200

    def test_the_crm_needs_its_scope(self, kommo: str):
        assert client_of(kommo, scopes=["notifications"]).call("GET", "leads").status_code == 403

    def test_users_and_webhooks_are_for_administrators(self, kommo: str):
        client = client_of(kommo, user_id=11300002)

        assert client.call("GET", "users").status_code == 403
        assert client.call("GET", "webhooks").status_code == 401
        assert client.call("GET", "leads").status_code == 200


class TestQuota:
    def test_messages_over_the_quota_must_be_paid(self, kommo: str, shop: Client):
        play(kommo, "settings", {"send_quota": 2})
        answers = [shop.call("POST", "talks/66301/send_message", {"text": "Hi"}) for _ in range(3)]

        assert [answer.status_code for answer in answers] == [202, 202, 402]
        assert answers[2].json()["detail"] == "Over chat API limit"

    def test_reading_costs_nothing(self, kommo: str, shop: Client):
        play(kommo, "settings", {"send_quota": 0})

        assert requests.get(
            f"{kommo}/api/v4/talks/66301/messages", headers={"Authorization": f"Bearer {shop.token}"}, timeout=10
        ).ok
