import pytest

from crm_kommo import oauth
from tenants.errors import InvalidInput
from tests.crm_kommo.oauth.steps import CALLBACK, begin, said


class TestReferer:
    """The client secret travels to the host that the referer names."""

    @pytest.mark.parametrize(
        ("referer", "base_url"),
        [
            ("acme.kommo.com", "https://acme.kommo.com"),
            ("https://acme.kommo.com", "https://acme.kommo.com"),
            ("ACME.amocrm.ru", "https://acme.amocrm.ru"),
            ("acme-2.amocrm.com", "https://acme-2.amocrm.com"),
            ("127.0.0.1:8070", "http://127.0.0.1:8070"),
        ],
    )
    def test_oa_11_it_takes_hosts_of_kommo_and_those_the_operator_named(self, settings, referer, base_url) -> None:
        settings.OUTSIDE_ALLOWED = ["127.0.0.1:8070"]

        assert oauth.account_base_url(referer) == base_url

    @pytest.mark.parametrize(
        "referer",
        [
            "",
            "kommo.com",
            "acme.kommo.com.evil.example",
            "evilkommo.com",
            "acme@evil.example",
            "user@acme.kommo.com",
            "acme.kommo.com:8080",
            "acme.kommo.com/path",
            "acme.kommo.com?x=1",
            "acme.kommo.com#x",
            "acme.kommo.com\n",
            "a.b.kommo.com",
            "http://acme.kommo.com",
            "https://https://acme.kommo.com",
            "//acme.kommo.com",
            "127.0.0.1",
            "127.0.0.1:9999",
            "[::1]",
            "2130706433",
            "acme.kommo.com.",
            ".kommo.com",
            "-.kommo.com",
            "аcme.kommo.com",
            "a" * 300 + ".kommo.com",
        ],
    )
    def test_oa_11_it_refuses_everything_else(self, settings, referer) -> None:
        settings.OUTSIDE_ALLOWED = ["127.0.0.1:8070"]

        with pytest.raises(InvalidInput) as caught:
            oauth.account_base_url(referer)
        assert caught.value.field == "referer"

    def test_oa_11_a_foreign_host_is_refused_before_any_request(self, kommo, browser, connections) -> None:
        back = kommo.consent(state=begin(browser))
        response = browser.get(CALLBACK, back | {"referer": "acme.kommo.com.evil.example"})

        assert "not an address of a Kommo account" in said(response)
        assert kommo.calls("POST /oauth2/access_token") == []
        assert connections() == []
