from django import forms
from django.utils.translation import gettext_lazy as _

from agents.models import Agent, ModelProvider


class LongText(forms.CharField):
    """Counts as the browser does: a line break is one character, although two are sent."""

    widget = forms.Textarea

    def to_python(self, value: str | None) -> str:
        return super().to_python(value).replace("\r\n", "\n")


class AgentForm(forms.ModelForm):
    instructions = LongText(
        label=_("Instructions"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Who the agent is, what it wants to reach, how it speaks, what it never does."),
    )

    class Meta:
        model = Agent
        fields = ["name", "purpose", "instructions", "is_active"]
        help_texts = {
            "name": _("Customers may see it; “Anna” is better than “Sales bot 2”."),
            "purpose": _("For your team, for example “Sales consultant”."),
            "is_active": _("Off: it stays silent everywhere."),
        }


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
