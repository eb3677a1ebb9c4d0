"""What a model costs, as an admin enters it."""

import pytest

from agents.billing.attempts import Usage
from agents.billing.prices import price_of
from agents.models import ModelProvider

PAGE = "/manage/alpha/integrations/model"


def rows(*told: dict[str, str]) -> dict[str, str]:
    form = {"prices-TOTAL_FORMS": str(len(told)), "prices-INITIAL_FORMS": "0", "currency": "EUR"}
    return form | {f"prices-{n}-{name}": value for n, row in enumerate(told) for name, value in row.items()}


@pytest.mark.usefixtures("tenant")
class TestPrices:
    @pytest.fixture
    def provider(self, tenant) -> ModelProvider:
        return ModelProvider.objects.create(base_url="https://93.184.216.34/v1", model="gpt-x")

    def test_they_are_kept_and_shown(self, provider, client_of):
        admin = client_of("admin")
        told = {"model": "gpt-x", "read": "0.15", "cached": "", "wrote": "0.6"}
        admin.post(f"{PAGE}/prices", rows(told, {"model": "other", "read": "", "cached": "", "wrote": ""}))
        provider.refresh_from_db()
        assert (provider.prices, provider.currency) == ({"gpt-x": {"read": "0.15", "wrote": "0.6"}}, "EUR")
        price = price_of(provider.prices, "gpt-x")
        assert price.micros(Usage(read=1_000_000, wrote=1_000_000)) == 750_000
        assert 'value="0.15"' in admin.get(PAGE).content.decode()

    def test_what_is_missing_is_said_and_nothing_is_kept(self, provider, client_of):
        page = client_of("admin").post(f"{PAGE}/prices", rows({"model": "gpt-x", "read": "1", "wrote": ""}))
        assert "Enter a price" in page.content.decode()
        provider.refresh_from_db()
        assert provider.prices == {}

    def test_who_is_no_admin_may_not(self, provider, client_of):
        assert client_of("builder").post(f"{PAGE}/prices", rows()).status_code == 403

    def test_without_a_model_of_ones_own_there_is_nothing_to_price(self, client_of):
        assert "prices-TOTAL_FORMS" not in client_of("admin").get(PAGE).content.decode()
