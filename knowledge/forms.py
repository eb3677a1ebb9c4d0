from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.models import Article, Category
from knowledge.services.articles import LONGEST_BODY


class ArticleForm(forms.ModelForm):
    """An article as it is written; `read_only` shows it to somebody who may not change it."""

    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", _("Detect from the text")), *Article.Language.choices],
        help_text=_("The language the text is written in. Customers may ask in any."),
    )

    class Meta:
        model = Article
        fields = ("title", "body", "category", "language", "status")
        labels = {"title": _("Title"), "body": _("Text"), "category": _("Category"), "status": _("Status")}
        help_texts = {
            "title": _("What the article is about, as a customer would call it."),
            "body": _("Plain text or Markdown. Headings, lists and tables help to find the right part."),
            "status": _("Only a published article is used in answers."),
        }
        widgets = {
            "body": forms.Textarea(attrs={"rows": 18, "maxlength": LONGEST_BODY}),
            "status": forms.RadioSelect,
        }

    def __init__(self, *args, read_only: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].empty_label = _("No category")
        for field in self.fields.values():
            field.disabled = read_only


class CategoryForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)


class SearchForm(forms.Form):
    query = forms.CharField(
        label=_("Question"),
        max_length=1000,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Write as a customer would")}),
    )
    category = forms.ModelChoiceField(
        Category.objects.order_by("position", "name"),
        label=_("Category"),
        required=False,
        empty_label=_("All categories"),
    )
