"""What the models of the workspace's provider cost, as it is typed."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from agents.billing.prices import Price
from agents.models import ModelProvider


class PriceForm(forms.Form):
    """Of one model; a row without a name, or without any price, is none."""

    model = forms.CharField(label=_("Model"), max_length=100, required=False)
    read = forms.DecimalField(label=_("Read"), min_value=0, max_digits=12, decimal_places=6, required=False)
    cached = forms.DecimalField(
        label=_("Read from the cache"), min_value=0, max_digits=12, decimal_places=6, required=False
    )
    wrote = forms.DecimalField(label=_("Written"), min_value=0, max_digits=12, decimal_places=6, required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        is_priced = told.get("model") and any(told.get(name) is not None for name in ("read", "cached", "wrote"))
        for name in ("read", "wrote"):
            if is_priced and told.get(name) is None and name not in self.errors:
                self.add_error(name, forms.ValidationError(_("Enter a price, 0 where it costs nothing."), "required"))
        return told


class CurrencyForm(forms.Form):
    currency = forms.CharField(
        label=_("Currency"),
        max_length=3,
        help_text=_("As your provider bills you, such as USD."),
        validators=[RegexValidator(r"^[A-Z]{3}$", _("Enter three capital letters."))],
    )


# One empty row for the next model; the page is saved as it is, without JavaScript.
PriceRows = forms.formset_factory(PriceForm, extra=1, max_num=50)


def rows_of(provider: ModelProvider) -> list[dict[str, Any]]:
    """A row for each model with a price, and for the one that is in use."""
    rows = [{"model": model, **told} for model, told in provider.prices.items()]
    return rows if provider.model in provider.prices else [{"model": provider.model}, *rows]


def prices_in(rows: Any) -> Mapping[str, Price]:
    """Of a formset that is valid."""
    told = [row.cleaned_data for row in rows if row.cleaned_data.get("model") and row.cleaned_data["read"] is not None]
    return {row["model"]: Price(read=row["read"], wrote=row["wrote"], cached=row["cached"]) for row in told}
