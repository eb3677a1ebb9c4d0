from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chat.models import ContactFact

# The lengths are the columns'.
_TEXT, _SUBJECT = 300, 60


class FactForm(forms.Form):
    """What a person notes of a contact."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ContactFact.Kind.choices, initial=ContactFact.Kind.ABOUT)
    text = forms.CharField(label=_("What is to be remembered"), max_length=_TEXT)
    subject = forms.CharField(
        label=_("Of what"),
        max_length=_SUBJECT,
        required=False,
        help_text=_("A newer note of the same kind and subject takes the place of the one before."),
    )
    expires_on = forms.DateField(
        label=_("Counts until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Empty: for good."),
    )

    @classmethod
    def of(cls, fact: ContactFact) -> "FactForm":
        names = ("kind", "text", "subject", "expires_on")
        return cls(initial={name: getattr(fact, name) for name in names}, auto_id=f"id_{fact.pk}_%s")

    def told(self) -> dict[str, Any]:
        """As the services take it."""
        return {**self.cleaned_data, "subject": self.cleaned_data["subject"].casefold()}
