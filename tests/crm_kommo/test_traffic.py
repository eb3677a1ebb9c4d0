from urllib.parse import urlsplit

import pytest

from crm_kommo.client import errors
from crm_kommo.client.kommo import KommoClient
from crm_kommo.client.limiter import shared_limiter
from crm_kommo.traffic import headroom, traffic
from tests.crm_kommo.many_clients import OneToken
from tests.play import Play


@pytest.fixture
def client(kommo: Play) -> KommoClient:
    return KommoClient(base_url=kommo.url, access=OneToken(kommo.post("token", {"account": "shop"})["access_token"]))


class TestTraffic:
    def test_a_day_in_steps_of_ten_minutes_the_newest_last(self, kommo: Play, client: KommoClient) -> None:
        client.account.get()
        kommo.fail("GET /api/v4/account", status=422)
        with pytest.raises(errors.Refused):
            client.account.get()
        kommo.fail("DELETE /api/v4/webhooks", status=429)
        with pytest.raises(errors.RateLimited):
            client.webhooks.unsubscribe(destination="https://nowhere.example")
        found = traffic(base_url=kommo.url)

        assert len(found) == 144
        assert sum(bucket.calls for bucket in found[-2:]) == 3
        assert (sum(bucket.errors for bucket in found), sum(bucket.limited for bucket in found)) == (1, 1)
        assert found[-1].at > found[-2].at

    def test_what_was_never_called_has_none(self, kommo: Play) -> None:
        assert {bucket.calls for bucket in traffic(base_url="https://nobody.kommo.com")} == {0}


class TestHeadroom:
    def test_it_counts_the_last_second(self, kommo: Play, client: KommoClient) -> None:
        for _call in range(3):
            client.account.get()

        assert headroom(base_url=kommo.url).used == 3
        assert headroom(base_url=kommo.url).paused_until is None

    def test_it_knows_a_pause(self, kommo: Play) -> None:
        shared_limiter.pause(urlsplit(kommo.url).netloc, seconds=60)

        assert headroom(base_url=kommo.url).paused_until is not None
