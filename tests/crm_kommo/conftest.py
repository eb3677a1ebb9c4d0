"""What the tests of the client share."""

import pytest

from crm_kommo.client.kommo import KommoClient
from tests.crm_kommo.clients import client_at
from tests.play import Play


@pytest.fixture
def api(kommo: Play) -> KommoClient:
    """The client, with a token that lasts, at the account "shop" of the stand-in."""
    return client_at(kommo)
