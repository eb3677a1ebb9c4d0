from urllib.parse import urlsplit

import pytest

from crm_kommo.calls import client_with_token
from crm_kommo.client import errors
from crm_kommo.client.drafts import LeadDraft
from crm_kommo.client.kommo import KommoClient
from crm_kommo.client.limiter import shared_limiter
from crm_kommo.traffic import headroom, traffic
from tests.play import Play


class TestTraffic:
    def test_a_day_in_steps_of_ten_minutes_the_newest_last(self, kommo: Play, api: KommoClient) -> None:
        api.account.get()
        kommo.fail("GET /api/v4/account", status=422)
        with pytest.raises(errors.Refused):
            api.account.get()
        kommo.fail("DELETE /api/v4/webhooks", status=429)
        with pytest.raises(errors.RateLimited):
            api.webhooks.unsubscribe(destination="https://nowhere.example")
        found = traffic(base_url=kommo.url)

        assert len(found) == 144
        assert sum(bucket.calls for bucket in found[-2:]) == 3
        assert (sum(bucket.errors for bucket in found), sum(bucket.limited for bucket in found)) == (1, 1)
        assert found[-1].at > found[-2].at

    def test_wrong_data_is_no_failure_of_the_connection(self, kommo: Play, api: KommoClient) -> None:
        for status in (400, 404):
            kommo.fail("PATCH /api/v4/leads", status=status)
            with pytest.raises((errors.Invalid, errors.NotFound)):
                api.leads.update(card_id=30052001, draft=LeadDraft(name="x"))

        assert sum(bucket.errors for bucket in traffic(base_url=kommo.url)) == 0

    def test_a_token_that_is_tried_is_not_the_connections(self, kommo: Play) -> None:
        with pytest.raises(errors.Unauthorized):
            client_with_token(base_url=kommo.url, token="wrong-token").account.get()

        assert sum(bucket.errors for bucket in traffic(base_url=kommo.url)) == 0

    def test_what_was_never_called_has_none(self, kommo: Play) -> None:
        assert {bucket.calls for bucket in traffic(base_url="https://nobody.kommo.com")} == {0}


class TestHeadroom:
    def test_it_counts_the_last_second(self, kommo: Play, api: KommoClient) -> None:
        for _call in range(3):
            api.account.get()

        assert headroom(base_url=kommo.url).used == 3
        assert headroom(base_url=kommo.url).paused_until is None

    def test_it_knows_a_pause(self, kommo: Play) -> None:
        shared_limiter.pause(urlsplit(kommo.url).netloc, seconds=60)

        assert headroom(base_url=kommo.url).paused_until is not None
