"""Deliveries that fail: the ladder, the deadline, the end of it."""

from time import monotonic, sleep
from typing import Any

import pytest

from kommo_standin.hooks.sender import retry_delay
from tests.kommo_standin.parties import Client, Receiver, play

FAST = 30_000
"""With this speed five minutes are ten milliseconds and the whole ladder fits in 0.2 s."""


def attempts_in_log(kommo: str) -> list[dict[str, Any]]:
    entries = play(kommo, "log", method="GET")["entries"]
    return [entry for entry in entries if entry["kind"] == "webhook"]


def say(client: Client, text: str = "Hi") -> None:
    play(client.url, "say", {"lead_id": 30052001, "text": text})


class TestLadder:
    @pytest.mark.parametrize(
        ("attempt", "status", "minutes"),
        [
            (1, 0, 5),
            (1, 404, 5),
            (2, 302, 15),
            (2, 500, 15),
            (3, 500, 15),
            (3, 499, 15),
            (4, 503, 60),
            (3, 404, None),
            (3, 0, None),
            (5, 500, None),
        ],
    )
    def test_it_climbs_as_documented(self, attempt: int, status: int, minutes: int | None):
        assert retry_delay(attempt, status) == (minutes * 60 if minutes else None)

    @pytest.mark.parametrize(("status", "attempts"), [(500, 5), (499, 5), (404, 3), (302, 3), (200, 1), (204, 1)])
    def test_it_tries_as_often_as_the_answer_deserves(
        self, shop: Client, receiver: Receiver, status: int, attempts: int
    ):
        play(shop.url, "settings", {"clock_speed": FAST})
        receiver.answers = [status]
        shop.subscribe(receiver, "add_message")
        say(shop)

        receiver.bodies(attempts)
        assert receiver.stays_quiet(0.25)
        assert len(receiver.got) == attempts
        assert len({body for _, _, body in receiver.got}) == 1
        assert [entry["attempt"] for entry in attempts_in_log(shop.url)] == list(range(1, attempts + 1))

    def test_it_stops_when_the_receiver_is_well_again(self, shop: Client, receiver: Receiver):
        play(shop.url, "settings", {"clock_speed": FAST})
        receiver.answers = [500, 200]
        shop.subscribe(receiver, "add_message")
        say(shop)

        receiver.bodies(2)
        assert receiver.stays_quiet()

    def test_it_can_be_switched_off(self, shop: Client, receiver: Receiver):
        play(shop.url, "settings", {"clock_speed": FAST, "webhook_retries": False})
        receiver.answers = [500]
        shop.subscribe(receiver, "add_message")
        say(shop)

        receiver.bodies(1)
        assert receiver.stays_quiet()

    def test_a_slow_answer_is_a_failure(self, shop: Client, receiver: Receiver):
        play(shop.url, "settings", {"clock_speed": FAST, "hook_deadline": 0.1})
        receiver.delay = 0.3
        shop.subscribe(receiver, "add_message")
        say(shop)

        receiver.bodies(2)
        assert attempts_in_log(shop.url)[0]["status"] == 0

    def test_nobody_at_home_is_a_failure(self, shop: Client, receiver: Receiver):
        play(shop.url, "settings", {"clock_speed": FAST})
        shop.call("POST", "webhooks", {"destination": "http://127.0.0.1:9/", "settings": ["add_message"]})
        say(shop)
        deadline = monotonic() + 3
        while len(attempts_in_log(shop.url)) < 3 and monotonic() < deadline:
            sleep(0.02)

        assert [entry["status"] for entry in attempts_in_log(shop.url)] == [0, 0, 0]

    def test_a_failure_holds_up_nothing_behind_it(self, shop: Client, receiver: Receiver):
        receiver.answers = [500, 200]
        shop.subscribe(receiver, "add_message")
        say(shop, "first")
        say(shop, "second")

        assert "first" in receiver.bodies(2)[0]
        assert "second" in receiver.bodies(2)[1]
        assert play(shop.url, "webhooks", method="GET")["waiting"] == 1


class TestSwitchingOff:
    def test_more_than_a_hundred_failures_disable_the_hook_until_it_is_subscribed_again(
        self, shop: Client, receiver: Receiver
    ):
        play(shop.url, "settings", {"webhook_retries": False})
        receiver.answers = [500]
        shop.subscribe(receiver, "add_message")
        for _ in range(103):
            say(shop)

        receiver.bodies(101)
        assert receiver.stays_quiet(0.2)
        assert len(receiver.got) == 101
        (hook,) = shop.get("webhooks")["_embedded"]["webhooks"]
        assert hook["disabled"] is True

        receiver.answers = [200]
        shop.subscribe(receiver, "add_message")
        say(shop)
        receiver.bodies(102)
