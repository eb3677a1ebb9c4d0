from django import forms
from django.utils.translation import gettext_lazy as _

from automation.outgoing.events import CHOICES


class EndpointForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=60, help_text=_("For your team, for example “Warehouse”."))
    url = forms.CharField(
        label=_("Address"),
        max_length=500,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text=_("Begins with https:// and can be reached from the Internet."),
    )
    events = forms.MultipleChoiceField(
        label=_("What it is told"), choices=CHOICES, widget=forms.CheckboxSelectMultiple, required=True
    )


class EndpointEditForm(EndpointForm):
    is_active = forms.BooleanField(
        label=_("Switched on"), required=False, help_text=_("While it is off, nothing is stored for it.")
    )
    field_order = ["is_active", "name", "url", "events"]
