"""kommo.com and amoCRM.ru: one platform, two places where our integration is registered."""

from urllib.parse import parse_qs, urlsplit

import pytest

from crm_kommo.registrations import registration_for
from tests.crm_kommo.oauth.steps import CALLBACK, PAGE, START, TOKEN_CALL, begin
from tests.play import Play

AMOCRM_ID = "22222222-2222-4333-8444-555555555555"


@pytest.fixture
def both(kommo: Play, settings) -> Play:
    settings.AMOCRM_OAUTH_URL = f"{kommo.url}/oauth"
    settings.AMOCRM_CLIENT_ID, settings.AMOCRM_CLIENT_SECRET = AMOCRM_ID, "another-secret"
    redirect_uri = f"{settings.PUBLIC_URL}{CALLBACK}"
    kommo.post(
        "integrations", {"client_id": AMOCRM_ID, "client_secret": "another-secret", "redirect_uri": redirect_uri}
    )
    kommo.post("brand", {"account": "clinic", "brand": "amocrm"})
    kommo.forget_calls()
    return kommo


class TestChoice:
    def test_each_brand_has_its_button_where_both_are_set_up(self, both, browser) -> None:
        page = browser.get(PAGE).content.decode()

        assert "Connect Kommo" in page
        assert "Connect amoCRM.ru" in page

    def test_one_brand_needs_no_choice(self, kommo, browser) -> None:
        assert "amoCRM.ru" not in browser.get(PAGE).content.decode()

    def test_the_consent_begins_at_the_chosen_brand(self, both, browser) -> None:
        by_page = browser.post(f"{PAGE}/connect", {"brand": "amocrm"})["Location"]
        by_api = browser.post(START, {"brand": "amocrm"}, content_type="application/json").json()["authorize_url"]

        for url in (by_page, by_api):
            assert parse_qs(urlsplit(url).query)["client_id"] == [AMOCRM_ID]

    @pytest.mark.parametrize("brand", ["evil", "", None, ["kommo"]])
    def test_another_brand_is_refused(self, kommo, browser, brand) -> None:
        assert browser.post(START, {"brand": brand}, content_type="application/json").status_code == 400

    def test_one_that_is_not_set_up_says_so(self, kommo, browser) -> None:
        answer = browser.post(START, {"brand": "amocrm"}, content_type="application/json")

        assert answer.json()["error"]["code"] == "not_configured"


class TestSecret:
    def test_each_brand_gets_its_own(self, both, browser, connections) -> None:
        state = begin(browser, brand="amocrm")
        location = both.post("consent", {"state": state, "account": "clinic", "client_id": AMOCRM_ID})["location"]
        back = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
        browser.get(CALLBACK, back)

        (connection,) = connections()
        assert (connection.brand, connection.status, back["platform"]) == ("amocrm", "active", "1")
        (call,) = both.calls(TOKEN_CALL)
        assert AMOCRM_ID in call["request_body"]
        assert "amoCRM.ru" in browser.get(PAGE).content.decode()

    @pytest.mark.parametrize(
        ("base_url", "begun_with", "brand"),
        [
            ("https://acme.amocrm.ru", "kommo", "amocrm"),
            ("https://acme.amocrm.com", "kommo", "kommo"),
            ("https://acme.kommo.com", "kommo", "kommo"),
        ],
    )
    def test_the_host_tells_whose(self, both, base_url, begun_with, brand) -> None:
        assert registration_for(base_url=base_url, begun_with=begun_with).brand == brand

    def test_where_we_are_registered_once_that_one_serves_both(self, kommo) -> None:
        assert registration_for(base_url="https://acme.amocrm.ru", begun_with="kommo").brand == "kommo"

    def test_oa_18_a_secret_that_was_pasted_with_a_line_break_works(
        self, kommo, browser, connections, settings
    ) -> None:
        settings.KOMMO_CLIENT_SECRET += " \n"
        browser.get(CALLBACK, kommo.consent(state=begin(browser)))

        assert connections()[0].status == "active"
