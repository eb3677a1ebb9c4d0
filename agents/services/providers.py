from collections.abc import Mapping
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agents.billing.prices import Price
from agents.models import ModelProvider
from tenants.errors import InvalidInput, NotFound
from tenants.outside import OutsideRefused, outside_check


@transaction.atomic
def provider_save(*, base_url: str, model: str, api_key: str, is_active: bool) -> ModelProvider:
    """Keep the workspace's own model. An empty key keeps the one there is.

    Raises InvalidInput: base_url, for an address that may not be reached from here; api_key, when the host changes.
    """
    base_url = base_url.strip().rstrip("/")
    try:
        outside_check(base_url)
    except OutsideRefused as error:
        raise InvalidInput(str(error), field="base_url") from error
    provider = ModelProvider.objects.select_for_update().order_by("-pk").first() or ModelProvider()
    if provider.api_key and not api_key.strip() and urlsplit(base_url).netloc != urlsplit(provider.base_url).netloc:
        # Else whoever may change the address could have the key, which nobody may read, sent to a host of theirs.
        raise InvalidInput(_("The address has changed: enter the key again."), field="api_key")
    provider.base_url, provider.model, provider.is_active = base_url, model.strip(), is_active
    if api_key.strip():
        provider.api_key = api_key.strip()
    provider.last_error, provider.last_error_at = "", None
    provider.save()
    return provider


@transaction.atomic
def prices_save(*, prices: Mapping[str, Price], currency: str) -> ModelProvider:
    """What a million tokens of each model cost, for the ledger from now on: what was spent stays as it was counted.

    Raises NotFound where the workspace has no model of its own.
    """
    provider = ModelProvider.objects.select_for_update().order_by("-pk").first()
    if provider is None:
        raise NotFound(_("Enter your own model first."), code="no_provider")
    provider.prices = {model: price.json() for model, price in prices.items()}
    provider.currency = currency
    provider.save(update_fields=["prices", "currency", "updated_at"])
    return provider


def provider_remove() -> None:
    """The built-in model answers from now on."""
    ModelProvider.objects.all().delete()


def provider_note(*, failure: str) -> None:
    """Show on the settings page why the workspace's own model failed last time, or (empty) that it works."""
    if failure:
        ModelProvider.objects.update(last_error=failure[:500], last_error_at=timezone.now())
    else:
        ModelProvider.objects.exclude(last_error="").update(last_error="", last_error_at=None)
