from datetime import timedelta

from django.test import Client
from django.utils import timezone

from tenants.models import Membership, OAuthState
from tests.crm_kommo.oauth.steps import CALLBACK, begin, said


class TestState:
    """Whoever is not the browser that began gets nothing, and no code of it is exchanged."""

    def test_oa_12_it_is_good_only_in_its_own_session(self, kommo, browser, client_of, connections) -> None:
        back = kommo.consent(state=begin(browser))
        response = client_of("viewer").get(CALLBACK, back)

        assert "not started here" in said(response)
        assert connections() == []
        assert kommo.calls("POST /oauth2/access_token") == []

    def test_oa_12_a_stranger_cannot_use_it(self, kommo, browser, connections) -> None:
        assert Client().get(CALLBACK, kommo.consent(state=begin(browser))).status_code == 302
        assert connections() == []

    def test_it_ends_with_the_right_to_connect(self, kommo, browser, connections) -> None:
        """An admin who was removed, or made a viewer, between the button and the consent."""
        back = kommo.consent(state=begin(browser))
        Membership.objects.filter(role="admin").update(role="viewer")
        response = browser.get(CALLBACK, back)

        assert "no longer connect" in said(response)
        assert connections() == []

    def test_oa_12_it_expires(self, kommo, browser, connections) -> None:
        back = kommo.consent(state=begin(browser))
        OAuthState.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        browser.get(CALLBACK, back)

        assert connections() == []

    def test_oa_12_it_cannot_be_made_up(self, kommo, browser, connections) -> None:
        response = browser.get(CALLBACK, kommo.consent(state="made-up"))

        assert "not started here" in said(response)
        assert connections() == []

    def test_it_is_good_once(self, kommo, browser, connections) -> None:
        state = begin(browser)
        browser.get(CALLBACK, kommo.consent(state=state, allow=False))
        browser.get(CALLBACK, kommo.consent(state=state))

        assert connections() == []
