from django import forms
from django.utils.translation import gettext_lazy as _

from agents.models import ModelProvider


class ProviderForm(forms.ModelForm):
    api_key = forms.CharField(
        label=_("Key"),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Kept encrypted and never shown again."),
    )

    class Meta:
        model = ModelProvider
        fields = ["base_url", "model", "api_key", "is_active"]
        help_texts = {
            "base_url": _("Of any OpenAI-compatible service; it usually ends in /v1."),
            "model": _("As the provider names it."),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.api_key:
            self.fields["api_key"].help_text = _("Leave it empty to keep the one there is, which is never shown.")
