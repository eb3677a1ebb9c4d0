"""Ordered bad weather."""

from time import monotonic

import pytest
import requests

from tests.kommo_standin.parties import Client, play


class TestFaults:
    def test_a_status_comes_as_often_as_ordered(self, shop: Client):
        play(shop.url, "faults", {"status": 503, "match": "GET /api/v4/leads", "times": 2})

        assert shop.call("GET", "account").status_code == 200
        assert [shop.call("GET", "leads").status_code for _ in range(3)] == [503, 503, 200]

    def test_a_delay_comes_first_and_the_answer_after(self, shop: Client):
        play(shop.url, "faults", {"delay": 0.3, "match": "/account"})
        started = monotonic()

        assert shop.call("GET", "account").status_code == 200
        assert monotonic() - started >= 0.3

    def test_a_dropped_request_was_never_handled(self, shop: Client):
        play(shop.url, "faults", {"drop": True, "match": "POST /api/v4/leads"})

        with pytest.raises(requests.ConnectionError):
            shop.call("POST", "leads", [{"name": "Lost"}])
        assert shop.call("GET", "leads?query=Lost").status_code == 204

    def test_a_cut_request_was_handled(self, shop: Client):
        play(shop.url, "faults", {"cut": True, "match": "send_message"})

        with pytest.raises(requests.ConnectionError):
            shop.call("POST", "talks/66301/send_message", {"text": "Once"})
        messages = play(shop.url, "talks/66301/messages", method="GET")["messages"]
        assert [message["text"] for message in messages].count("Once") == 1

    def test_the_token_endpoint_can_be_hit(self, kommo: str):
        play(kommo, "faults", {"status": 500, "match": "/oauth2/access_token"})

        assert requests.post(f"{kommo}/oauth2/access_token", json={}, timeout=10).status_code == 500

    def test_they_are_listed_and_cleared(self, kommo: str):
        play(kommo, "faults", {"status": 500, "times": 3})

        assert [fault["times"] for fault in play(kommo, "faults", method="GET")["faults"]] == [3]
        assert play(kommo, "faults", method="DELETE")["faults"] == []
