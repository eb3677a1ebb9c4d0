"""Every state has a look: a page that shows one without would break."""

import pytest

from crm_kommo import tones
from crm_kommo.models import CheckRun, Connection, Delivery, SyncRun


@pytest.mark.parametrize(
    ("looks", "states"),
    [
        (tones.CONNECTION_TONES, Connection.Status),
        (tones.WEBHOOK_TONES, Connection.WebhookState),
        (tones.DELIVERY_TONES, Delivery.State),
        (tones.SYNC_TONES, SyncRun.State),
        (tones.CHECK_TONES, CheckRun.State),
    ],
    ids=["connection", "webhook", "delivery", "sync", "check"],
)
def test_each_state_has_one(looks, states) -> None:
    assert set(looks) == set(states)
