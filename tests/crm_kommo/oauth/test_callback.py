from django_tenants.utils import tenant_context

from crm_kommo.models import SyncRun
from tenants.models import InboundRoute, Job
from tests.crm_kommo.oauth.steps import CALLBACK, PAGE, begin, said


class TestCallback:
    def test_it_connects_the_workspace(self, kommo, browser, connections, tenant) -> None:
        response = browser.get(CALLBACK, kommo.consent(state=begin(browser)))

        assert response["Location"] == PAGE
        (connection,) = connections()
        assert (connection.account_id, connection.subdomain, connection.status) == (31000001, "shop", "active")
        assert connection.base_url == kommo.url
        assert connection.time_zone != ""
        route = InboundRoute.objects.get()
        assert (route.tenant_id, route.external_account_id, route.public_id) == (
            tenant.pk,
            31000001,
            connection.public_id,
        )

    def test_it_subscribes_our_webhook(self, kommo, browser, connections, settings) -> None:
        browser.get(CALLBACK, kommo.consent(state=begin(browser)))

        (webhook,) = kommo.get("webhooks")["webhooks"]
        (connection,) = connections()
        assert webhook["destination"].startswith(f"{settings.PUBLIC_URL}/api/crm/webhook/{connection.public_id}/")
        assert webhook["destination"] == connection.webhook_destination
        assert {"add_message", "add_outgoing_message", "status_lead", "update_talk"} <= set(webhook["settings"])
        assert connection.webhook_state == "active"

    def test_it_owes_the_first_sync(self, kommo, browser, tenant) -> None:
        browser.get(CALLBACK, kommo.consent(state=begin(browser)))

        with tenant_context(tenant):
            run = SyncRun.objects.get()
        assert run.what == "all"
        assert Job.objects.get(kind="kommo.sync").payload == {"connection_id": run.connection_id}

    def test_it_asks_for_fewer_events_where_not_all_are_known(self, kommo, browser, connections) -> None:
        state = begin(browser)
        kommo.fail("POST /api/v4/webhooks", status=400)
        browser.get(CALLBACK, kommo.consent(state=state))

        (webhook,) = kommo.get("webhooks")["webhooks"]
        assert "add_message" in webhook["settings"]
        assert "add_unsorted" not in webhook["settings"]

    def test_a_webhook_that_is_refused_is_a_state_not_a_failure(self, kommo, browser, connections) -> None:
        state = begin(browser)
        kommo.fail("POST /api/v4/webhooks", status=402)
        browser.get(CALLBACK, kommo.consent(state=state))

        (connection,) = connections()
        assert connection.status == "active"
        assert (connection.webhook_state, connection.webhook_error) == ("failed", "payment_required")

    def test_oa_10_the_page_loaded_again_changes_nothing(self, kommo, browser, connections) -> None:
        back = kommo.consent(state=begin(browser))
        browser.get(CALLBACK, back)
        (first,) = connections()
        response = browser.get(CALLBACK, back)

        assert response["Location"] == PAGE
        assert connections()[0].access_token == first.access_token
        assert len(kommo.calls("POST /oauth2/access_token")) == 1

    def test_oa_13_a_refusal_of_the_person_is_no_error(self, kommo, browser, connections) -> None:
        response = browser.get(CALLBACK, kommo.consent(state=begin(browser), allow=False))

        assert response["Location"] == PAGE
        assert "not granted" in said(response)
        assert connections() == []
        assert kommo.calls("POST /oauth2/access_token") == []

    def test_oa_12_an_installation_from_inside_kommo_is_bound_to_nobody(self, kommo, browser, connections) -> None:
        back = kommo.consent(state="x")
        del back["state"]
        response = browser.get(CALLBACK, back | {"from_widget": "1"})

        assert response.status_code == 302
        assert "open Integrations" in said(response)
        assert connections() == []
        assert kommo.calls("POST /oauth2/access_token") == []

    def test_a_code_that_is_no_good_says_so(self, kommo, browser, connections) -> None:
        back = kommo.consent(state=begin(browser)) | {"code": "spent"}
        response = browser.get(CALLBACK, back)

        assert response["Location"] == PAGE
        assert "Start again" in said(response)
        assert connections() == []

    def test_kommo_being_away_says_so(self, kommo, browser, connections) -> None:
        back = kommo.consent(state=begin(browser))
        kommo.fail("POST /oauth2/access_token", status=500)
        response = browser.get(CALLBACK, back)

        assert "fault of its own" in said(response)
        assert connections() == []
