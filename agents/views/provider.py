from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agents import selectors, services
from agents.forms import ProviderForm
from agents.models import ModelProvider
from agents.price_forms import CurrencyForm, PriceRows, prices_in, rows_of
from tenants.errors import InvalidInput
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.ADMIN)
def model_provider(request: TenantRequest) -> HttpResponse:
    provider = selectors.model_provider()
    form = _form(provider, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.provider_save(**form.cleaned_data)
        except InvalidInput as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("Saved. The next answer is written by this model."))
            return redirect("model-provider")
    return _page(request, provider, form=form)


@require_POST
@tenant_role_required(Role.ADMIN)
def model_prices(request: TenantRequest) -> HttpResponse:
    provider = selectors.model_provider()
    if provider is None:
        return redirect("model-provider")
    rows, currency = PriceRows(request.POST, prefix="prices"), CurrencyForm(request.POST)
    if not (rows.is_valid() and currency.is_valid()):
        return _page(request, provider, rows=rows, currency=currency)
    services.prices_save(prices=prices_in(rows), currency=currency.cleaned_data["currency"])
    messages.success(request, _("Saved. What is asked from now on is counted by these prices."))
    return redirect("model-provider")


@require_POST
@tenant_role_required(Role.ADMIN)
def model_provider_remove(request: TenantRequest) -> HttpResponse:
    services.provider_remove()
    messages.success(request, _("Removed. The built-in model answers."))
    return redirect("model-provider")


def _form(provider: ModelProvider | None, posted: Any = None) -> ProviderForm:
    """The key is write-only: the form never holds the one that is stored."""
    initial = {name: getattr(provider, name) for name in ("base_url", "model", "is_active")} if provider else None
    return ProviderForm(posted, initial=initial)


def _page(request: TenantRequest, provider: ModelProvider | None, **typed: Any) -> HttpResponse:
    """`typed`: forms as they were posted, in the place of what is stored."""
    context: dict[str, Any] = {"form": _form(provider), "provider": provider}
    if provider:
        context["rows"] = PriceRows(initial=rows_of(provider), prefix="prices")
        context["currency"] = CurrencyForm(initial={"currency": provider.currency})
    return render(request, "agents/provider.html", context | typed)
