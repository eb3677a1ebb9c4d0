from django.db import connection as database

from crm_kommo import services
from crm_kommo.models import Connection
from tenants.models import InboundRoute
from tests.crm_kommo.oauth.steps import finish


class TestDisconnect:
    def test_oa_20_it_ends_our_webhook_and_forgets_the_grant(self, kommo, connected) -> None:
        services.connection_disconnect(connection=connected)

        connected.refresh_from_db()
        assert kommo.get("webhooks")["webhooks"] == []
        assert connected.status == "disconnected"
        assert (connected.access_token, connected.refresh_token, connected.webhook_destination) == (None, None, None)
        assert not InboundRoute.objects.filter(is_active=True).exists()

    def test_it_ends_also_when_kommo_is_away(self, kommo, connected) -> None:
        kommo.fail("DELETE /api/v4/webhooks", status=500)
        services.connection_disconnect(connection=connected)

        connected.refresh_from_db()
        assert connected.status == "disconnected"

    def test_the_account_is_free_for_another_workspace(self, kommo, connected, consent, other_tenant) -> None:
        services.connection_disconnect(connection=connected)
        finish(kommo.consent(state="x"), consent(in_tenant=other_tenant))

        assert InboundRoute.objects.get(is_active=True).tenant == other_tenant

    def test_another_account_can_take_its_place(self, kommo, connected, consent, tenant) -> None:
        services.connection_disconnect(connection=connected)
        finish(kommo.consent(state="x", account="clinic"), consent())

        database.set_tenant(tenant)
        assert Connection.objects.get(is_current=True).account_id == 31000002
