"""The forms of sources."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.forms import CategoryField
from knowledge.models import Article, Source
from knowledge.services.sources import DEEPEST

_OF_SITES = ("include", "exclude", "depth")


class PatternsField(forms.CharField):
    """One pattern a line."""

    widget = forms.Textarea(attrs={"rows": 2})

    def clean(self, value: str) -> list[str]:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]

    def prepare_value(self, value: str | list[str]) -> str:
        return "\n".join(value) if isinstance(value, list) else value


class ShelfForm(forms.Form):
    """Where a source stands, and in which language."""

    category = CategoryField(label=_("Category"), empty_label=_("No category"))
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", _("Detect from the text")), *Article.Language.choices],
    )


class SourceForm(ShelfForm):
    """What can be changed of a source; fields that its kind has not are left out."""

    name = forms.CharField(label=_("Name"), max_length=200)
    schedule = forms.ChoiceField(label=_("Read again"), required=False, choices=Source.Schedule.choices)
    include = PatternsField(
        label=_("Only addresses like"),
        required=False,
        help_text=_("One a line, as /help/*. Empty: all of the site."),
    )
    exclude = PatternsField(label=_("No addresses like"), required=False, help_text=_("One a line, as /blog/*."))
    depth = forms.TypedChoiceField(
        label=_("How many links deep"),
        coerce=int,
        choices=[(deep, deep) for deep in range(DEEPEST + 1)],
        initial=2,
        help_text=_("For a site without a sitemap: from the address on, links are followed so far."),
    )
    field_order = ("name", "category", "language", "schedule", *_OF_SITES)

    def __init__(self, *args: Any, source: Source | None = None, read_only: bool = False, **kwargs: Any) -> None:
        if source is not None:
            kwargs["initial"] = {name: getattr(source, name) for name in self.base_fields if hasattr(source, name)}
        super().__init__(*args, **kwargs)
        if source is not None:
            for name in _absent(source.kind):
                del self.fields[name]
        for field in self.fields.values():
            field.disabled = read_only


class AddressForm(SourceForm):
    """A web page or a site to be added."""

    kind = forms.ChoiceField(
        label=_("What to read"),
        choices=[(Source.Kind.PAGE, _("This page")), (Source.Kind.SITE, _("The whole site"))],
        initial=Source.Kind.PAGE,
        widget=forms.RadioSelect,
    )
    url = forms.CharField(
        label=_("Address"),
        max_length=2000,
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://example.com/help"}),
    )
    name = forms.CharField(
        label=_("Name"), max_length=200, required=False, help_text=_("Empty: the address is its name.")
    )
    field_order = ("url", "kind", "name", "category", "language", "schedule", *_OF_SITES)


def _absent(kind: str) -> tuple[str, ...]:
    return {Source.Kind.FILE: ("schedule", *_OF_SITES), Source.Kind.PAGE: _OF_SITES}.get(kind, ())
