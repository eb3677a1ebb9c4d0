from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from automation.models import SiteWidget
from automation.site.widgets import origin_read
from tenants.errors import InvalidInput


class WidgetForm(forms.ModelForm):
    """`origins` becomes a list, one of each line."""

    origins = forms.CharField(
        label=_("Sites on which it may be shown"),
        required=False,
        max_length=3_000,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": "https://shop.example"}),
        help_text=_("One address a line, exactly as the browser shows it: with https:// and without a path."),
    )

    class Meta:
        model = SiteWidget
        fields = ["is_on", "origins", "title", "greeting", "shows_sources"]
        help_texts = {
            "title": _("At the top of the chat. Empty: “Chat with us”, in the visitor's language."),
            "greeting": _("Stands there before the visitor has written. Nothing is sent by it."),
            "shows_sources": _("Under an answer, the titles of the articles it comes from."),
        }

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial["origins"] = "\n".join(self.instance.origins)

    def clean_origins(self) -> list[str]:
        try:
            return [origin_read(line) for line in self.cleaned_data["origins"].split("\n") if line.strip()]
        except InvalidInput as error:
            raise forms.ValidationError(error.message) from error

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("is_on") and cleaned.get("origins") == []:
            self.add_error("origins", _("Name at least one site, or switch the widget off."))
        return cleaned
