from django import forms
from django.utils.translation import gettext_lazy as _


class LongLivedTokenForm(forms.Form):
    """Both are checked, and trimmed, by the service."""

    address = forms.CharField(
        label=_("Address of the account"),
        max_length=300,
        help_text=_("As in the browser, for example https://example.kommo.com."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "url", "spellcheck": "false"}),
    )
    token = forms.CharField(
        label=_("Long-lived token"),
        max_length=20_000,
        help_text=_("It is kept encrypted and never shown again."),
        # Not a password field: browsers would offer to remember it.
        widget=forms.Textarea(attrs={"autocomplete": "off", "rows": 4, "spellcheck": "false"}),
    )
