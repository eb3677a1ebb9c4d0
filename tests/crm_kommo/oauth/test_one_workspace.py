import pytest
from django.db import connection as database
from django_tenants.utils import tenant_context

from crm_kommo.models import Connection
from tenants.errors import Conflict
from tenants.models import InboundRoute
from tests.crm_kommo.oauth.steps import finish


class TestOneAccountOneWorkspace:
    def test_oa_15_an_account_of_another_workspace_is_refused(self, kommo, connected, consent, other_tenant) -> None:
        back = kommo.consent(state="x")
        with pytest.raises(Conflict) as caught:
            finish(back, consent(in_tenant=other_tenant))

        assert caught.value.code == "account_taken"
        with tenant_context(other_tenant):
            assert not Connection.objects.exists()

    def test_a_second_account_in_a_workspace_is_refused(self, kommo, connected, consent) -> None:
        with pytest.raises(Conflict) as caught:
            finish(kommo.consent(state="x", account="clinic"), consent())

        assert caught.value.code == "other_account"
        assert InboundRoute.objects.count() == 1

    def test_the_same_account_again_renews_the_connection(self, kommo, connected, consent, tenant) -> None:
        old_token, old_destination = connected.access_token, connected.webhook_destination
        finish(kommo.consent(state="x"), consent())

        database.set_tenant(tenant)
        connected.refresh_from_db()
        assert connected.access_token != old_token
        assert connected.webhook_destination != old_destination
        assert Connection.objects.count() == InboundRoute.objects.count() == 1
