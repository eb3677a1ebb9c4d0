"""The client's bots, against the stand-in."""

import pytest

from crm_kommo.calls import client_of
from crm_kommo.client import errors
from crm_kommo.client.resources.bots import Bot

FIELD = 564836


@pytest.fixture
def bots(connected):
    return client_of(connected).bots


@pytest.fixture
def lead_id(kommo) -> int:
    return kommo.get("leads")["leads"][0]["id"]


class TestBots:
    def test_they_are_listed_with_kind_and_state(self, kommo, bots) -> None:
        assert bots.all() == []
        made = kommo.post("bots", {"name": "Welcome", "say": "Hi", "kind": "greeting", "is_active": False})
        assert bots.all() == [bots.get(bot_id=made["id"])]
        assert bots.all() == [Bot(id=made["id"], name="Welcome", kind="greeting", is_active=False)]
        assert bots.get(bot_id=5) is None

    def test_sb_07_one_is_run_with_the_plural_that_kommo_wants(self, kommo, bots, lead_id) -> None:
        made = kommo.post("bots", {"say": "Hello!"})
        bots.run(bot_id=made["id"], lead_id=lead_id)
        bots.run_many(bot_id=made["id"], lead_ids=[lead_id])
        talk_id = kommo.get("leads")["leads"][0]["talk_id"]
        said = [message["text"] for message in kommo.get(f"talks/{talk_id}/messages")["messages"]]
        assert said.count("Hello!") == 2

    def test_one_that_does_not_exist_is_told_by_the_older_way_too(self, bots, lead_id) -> None:
        with pytest.raises(errors.NotFound):
            bots.run(bot_id=5, lead_id=lead_id)

    def test_one_that_waits_is_stopped(self, kommo, bots, lead_id) -> None:
        made = kommo.post("bots", {"widget": "http://127.0.0.1:9/nobody"})
        bots.run(bot_id=made["id"], lead_id=lead_id)
        assert len(kommo.get("bots/runs")["runs"]) == 1
        bots.stop(bot_id=made["id"], lead_id=lead_id)
        assert kommo.get("bots/runs")["runs"] == []

    def test_sb_05_one_that_waits_no_more_says_so(self, bots) -> None:
        with pytest.raises(errors.NotFound):
            bots.go_on(
                path="/api/v4/salesbot/5/continue/gone",
                data={},
                handlers=[{"handler": "show", "params": {"type": "text", "value": "x"}}],
            )
