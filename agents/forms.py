from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from agents.models import Agent, ModelProvider
from crm_kommo import selectors as crm
from crm_kommo.uses import StageKey


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


class LongSelect(forms.Select):
    """A select with a thousand options, written at once: the stock one renders a template for each of them."""

    def render(self, name: str, value: object, attrs: dict | None = None, renderer: object = None) -> str:
        chosen = self.format_value(value)
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, mark_safe(" selected") if str(key) in chosen else "", words) for key, words in self.choices),
        )
        return format_html(
            "<select{}>{}</select>", flatatt(self.build_attrs(self.attrs, {"name": name, **(attrs or {})})), options
        )


class PromptForm(forms.Form):
    """For which situation a prompt is shown. `stage` becomes its key, `lead` Kommo's id, or None.

    `channel`: Kommo's code of the messenger, "" for none.
    """

    version = forms.ChoiceField(label=_("Version"), required=False)
    stage = forms.ChoiceField(label=_("Stage"), required=False, widget=LongSelect)
    channel = forms.ChoiceField(label=_("Channel"), required=False)
    lead = forms.TypedChoiceField(label=_("Lead"), required=False, coerce=int, empty_value=None)
    question = forms.CharField(
        label=_("The customer writes"),
        required=False,
        max_length=1000,
        widget=forms.TextInput(attrs={"placeholder": _("for example: how much is delivery?")}),
    )

    def __init__(self, *args, agent: Agent, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        live = [("live", _("Version %(number)d, live") % {"number": agent.live.number})] if agent.live else []
        self.fields["version"].choices = [("draft", _("Draft")), *live]
        stages = [(f"{s.pipeline.kommo_id}-{s.kommo_id}", f"{s.pipeline.name} · {s.name}") for s in crm.stages_living()]
        self.fields["stage"].choices = [("", _("no stage")), *stages]
        self.fields["channel"].choices = [("", _("no channel")), *crm.channel_names().items()]
        self.fields["lead"].choices = [("", _("no lead")), *_leads()]

    def clean_stage(self) -> StageKey | None:
        pipeline, _dash, stage = self.cleaned_data["stage"].partition("-")
        return StageKey(int(pipeline), int(stage)) if stage else None


class TryForm(forms.Form):
    """A dialogue to try data entry on. `lead` becomes Kommo's id, or None."""

    dialogue = forms.CharField(
        label=_("Dialogue"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("“Customer: …” and “Manager: …”, each on its own line. Lines without a name are the customer's."),
    )
    lead = forms.TypedChoiceField(
        label=_("As if said in the lead"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Then what stands in its fields counts."),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].choices = [("", _("a new one, all empty")), *_leads()]


def _leads() -> list[tuple[str, str]]:
    return [(str(lead.kommo_id), lead.name or f"#{lead.kommo_id}") for lead in crm.leads_latest(30)]
