from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class ChecksForm(forms.Form):
    write_note = forms.BooleanField(
        label=gettext_lazy("Also write a test note"),
        required=False,
        help_text=gettext_lazy("Kommo offers no way to delete a note: it stays on the lead until somebody deletes it."),
    )
    lead = forms.IntegerField(
        label=gettext_lazy("Number of the lead for the note"),
        required=False,
        min_value=1,
        max_value=2**53,
        help_text=gettext_lazy("It stands at the end of the lead's address in Kommo."),
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if cleaned.get("write_note") and not cleaned.get("lead") and "lead" not in self.errors:
            self.add_error("lead", _("Say on which lead the note may be written."))
        return cleaned

    def lead_id(self) -> int | None:
        """None when no note is wanted."""
        return self.cleaned_data["lead"] if self.cleaned_data["write_note"] else None
