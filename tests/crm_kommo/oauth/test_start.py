from urllib.parse import parse_qs, urlsplit

import pytest

from tenants.models import OAuthState
from tests.crm_kommo.oauth.steps import PAGE, START, begin


class TestStart:
    def test_it_leads_to_the_consent_page_with_our_integration(self, kommo, browser, settings) -> None:
        answer = browser.post(START, content_type="application/json")

        url = urlsplit(answer.json()["authorize_url"])
        assert f"{url.scheme}://{url.netloc}{url.path}" == settings.KOMMO_OAUTH_URL
        assert parse_qs(url.query)["client_id"] == [settings.KOMMO_CLIENT_ID]

    def test_the_state_is_not_kept_in_the_clear(self, kommo, browser) -> None:
        state = begin(browser)

        assert state not in str(OAuthState.objects.values().get())

    def test_the_button_of_the_page_goes_there_too(self, kommo, browser) -> None:
        answer = browser.post(f"{PAGE}/connect")

        assert answer.status_code == 302
        assert answer["Location"].startswith(f"{kommo.url}/oauth?client_id=")

    def test_an_installation_without_an_integration_says_so(self, browser, settings) -> None:
        settings.KOMMO_CLIENT_ID = ""
        answer = browser.post(START, content_type="application/json")

        assert answer.status_code == 503
        assert answer.json()["error"]["code"] == "not_configured"

    @pytest.mark.parametrize("body", ["[]", '"kommo"', '{"brand": []}'])
    def test_a_body_that_names_no_brand_is_refused(self, kommo, browser, body) -> None:
        assert browser.post(START, body, content_type="application/json").status_code == 400

    @pytest.mark.parametrize("role", ["builder", "viewer"])
    def test_it_takes_an_admin(self, client_of, role) -> None:
        browser = client_of(role)

        assert browser.post(START).status_code == 403
        assert browser.post(f"{PAGE}/connect").status_code == 403
