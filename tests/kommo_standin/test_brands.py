"""What Kommo and amoCRM.ru answer differently. The switch is per account."""

from typing import Any

import pytest

from tests.kommo_standin.parties import Client, play

LEAD_ID, TALK_ID = 30052001, 66301
WEBHOOK = {"destination": "https://app.example/h", "settings": ["add_lead"]}
CASHIER = [{"note_type": "message_cashier", "params": {"status": "shown", "text": "Paid"}}]

DIFFERENCES: list[tuple[str, str, Any, int, int]] = [
    ("POST", "webhooks", WEBHOOK, 200, 201),
    ("GET", "talks", None, 200, 404),
    ("GET", f"talks/{TALK_ID}", None, 200, 200),
    ("GET", f"talks/{TALK_ID}/messages", None, 200, 403),
    ("POST", f"talks/{TALK_ID}/send_message", {"text": "Hi"}, 202, 403),
    ("POST", f"leads/{LEAD_ID}/notes", CASHIER, 400, 200),
    ("GET", "events?limit=101", None, 204, 422),
    ("GET", "customers", None, 402, 204),
]


class TestBrands:
    @pytest.mark.parametrize(
        ("method", "path", "body", "at_kommo", "at_amocrm"), DIFFERENCES, ids=[f"{d[0]} {d[1]}" for d in DIFFERENCES]
    )
    def test_each_answers_as_its_own(
        self, shop: Client, method: str, path: str, body: Any, at_kommo: int, at_amocrm: int
    ):
        assert shop.call(method, path, body).status_code == at_kommo
        play(shop.url, "brand", {"brand": "amocrm"})
        assert shop.call(method, path, body).status_code == at_amocrm

    def test_the_other_account_stays_what_it_was(self, shop: Client, clinic: Client):
        play(shop.url, "brand", {"account": "shop", "brand": "amocrm"})
        assert shop.call("GET", "talks").status_code == 404
        assert clinic.call("GET", "talks").status_code == 200
