"""The forms of the page on which an agent is paused and given its priority."""

from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agents.pauses import in_an_hour, tomorrow_morning


class PauseForm(forms.Form):
    """Until when; `until()` in the zone that is active, which is the workspace's."""

    HOUR, TOMORROW, MOMENT = "hour", "tomorrow", "moment"
    CHOICES = ((HOUR, _("for an hour")), (TOMORROW, _("until tomorrow, 09:00")), (MOMENT, _("until a day and time")))

    how_long = forms.ChoiceField(label=_("Pause"), choices=CHOICES, initial=HOUR, widget=forms.RadioSelect)
    moment = forms.DateTimeField(
        label=_("Day and time"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )

    def clean(self) -> dict:
        cleaned = super().clean()
        moment = cleaned.get("moment")
        if cleaned.get("how_long") == self.MOMENT and "moment" not in self.errors:
            if moment is None:
                self.add_error("moment", _("Choose the day and time."))
            elif moment <= timezone.now():
                self.add_error("moment", _("This moment is past already."))
        return cleaned

    def until(self) -> datetime:
        now = timezone.localtime()
        if self.cleaned_data["how_long"] == self.HOUR:
            return in_an_hour(now)
        return tomorrow_morning(now) if self.cleaned_data["how_long"] == self.TOMORROW else self.cleaned_data["moment"]


class PriorityForm(forms.Form):
    priority = forms.IntegerField(
        label=_("Priority"),
        min_value=1,
        max_value=1000,
        help_text=_("Where two agents could answer, the one with the lower number does."),
    )
