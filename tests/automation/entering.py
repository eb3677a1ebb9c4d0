"""A customer's card at the stand-in, and rules by which an agent fills it."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from crm_kommo.calls import client_of
from tests.crm_kommo.syncs import sync
from tests.factories import live_patch

SELECT, TEXT, NUMBER, FLAG = "cf_564832", "cf_564834", "cf_564838", "cf_564842"
SEVERAL, DAY = "cf_564846", "cf_564848"


@pytest.fixture
def card(customer, connected) -> Callable[[str], Any]:
    """`card("cf_1")`: what Kommo holds of a field of the customer's lead. The account's fields are known here."""
    sync("fields")
    kommo = client_of(connected)

    def held(key: str) -> Any:
        lead = kommo.leads.get(lead_id=customer.lead["id"])
        if not key.startswith("cf_"):
            return getattr(lead, key)
        values = [value["value"] for value in lead.filled.get(int(key.removeprefix("cf_")), ())]
        return values[0] if len(values) == 1 else values or None

    return held


@pytest.fixture
def rule(agent) -> Callable[..., None]:
    """`rule("cf_1", ask=True)`: the agent fills this field of the lead, by these options."""

    def only(field: str, **options: Any) -> None:
        rules = {"lead": [{"field_id": field, "order": 1, "settings": options}]}
        live_patch(agent=agent, patch={"data_entry": rules})

    return only


@pytest.fixture
def says(customer, work) -> Callable[[str], None]:
    def write(text: str) -> None:
        customer.writes(text)
        work()

    return write


def claims(**told: dict[str, Any]) -> Callable[[dict[str, Any]], str]:
    """A model that claims this of the newest message (two underlines for a dot), and otherwise says "Fine."."""

    def answer(body: dict[str, Any]) -> str:
        if "response_format" not in body:
            return "Fine."
        newest = json.loads(body["messages"][1]["content"])[-1]
        whole = {"certainty": "explicit", "message_id": newest["message_id"]}
        return json.dumps({path.replace("__", "."): whole | claim for path, claim in told.items()})

    return answer
