"""What Kommo would refuse at a customer's consent is found when the product starts."""

import pytest

from crm_kommo import oauth
from crm_kommo.startup_checks import public_address_check, redirect_uri_check


class TestRedirectAddress:
    def test_the_registered_one_is_fine(self, settings) -> None:
        settings.KOMMO_REDIRECT_URI = oauth.redirect_uri()

        assert redirect_uri_check() == []

    @pytest.mark.parametrize(
        "change",
        [
            lambda address: address + "/",
            lambda address: address.replace("http://", "https://"),
            lambda address: address.replace(":8000", ":8001"),
            lambda address: address.replace("127.0.0.1", "localhost"),
        ],
        ids=["slash", "scheme", "port", "host"],
    )
    def test_oa_09_one_that_differs_is_an_error(self, settings, change) -> None:
        settings.PUBLIC_URL = "http://127.0.0.1:8000"
        settings.KOMMO_REDIRECT_URI = change(oauth.redirect_uri())

        (found,) = redirect_uri_check()
        assert found.id == "crm_kommo.E002"
        assert found.is_serious()

    def test_oa_09_one_that_nobody_named_is_a_warning(self, settings) -> None:
        settings.KOMMO_REDIRECT_URI = ""

        assert [found.id for found in redirect_uri_check()] == ["crm_kommo.W001"]

    def test_without_an_integration_there_is_nothing_to_compare(self, settings) -> None:
        settings.KOMMO_CLIENT_ID = settings.KOMMO_REDIRECT_URI = ""

        assert redirect_uri_check() == []


class TestPublicAddress:
    @pytest.mark.parametrize(
        "address", ["https://us.example", "http://127.0.0.1:8000", "https://xn--e1afmkfd.xn--p1ai"]
    )
    def test_an_address_of_ascii_is_fine(self, settings, address) -> None:
        settings.PUBLIC_URL = address

        assert public_address_check() == []

    @pytest.mark.parametrize("address", ["https://пример.рф", "https://us.example/app", "us.example", ""])
    def test_wh_17_one_that_kommo_does_not_take_is_an_error(self, settings, address) -> None:
        settings.PUBLIC_URL = address

        assert [found.id for found in public_address_check()] == ["crm_kommo.E001"]
