"""In which channels an agent answers: each setting alone changes what the customer reads."""

from tests.automation.fixtures import FACT, reasons
from tests.factories import live_patch

QUESTION = "How much is delivery?"


def say(agent, **channels) -> None:
    live_patch(agent=agent, patch={"channels": channels})


class TestChannels:
    def test_all(self, customer, hears, agent, connected):
        say(agent, all=True)
        assert FACT in hears(QUESTION)
        say(agent, all=False)
        assert hears(QUESTION) == ""
        assert reasons() == ["answered", "channel_off"]

    def test_chosen(self, customer, hears, agent, connected):
        say(agent, all=False)
        assert hears(QUESTION) == ""
        connected.channels.get_or_create(origin=customer.lead["origin"], source_id=None, defaults={"name": "Chat"})
        say(agent, chosen=[{"origin": customer.lead["origin"]}])
        assert FACT in hears(QUESTION)
        assert reasons() == ["channel_off", "answered"]
