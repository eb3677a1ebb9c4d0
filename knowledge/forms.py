from collections.abc import Iterator

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from knowledge.category_tree import Shelf, category_tree
from knowledge.models import Article, Category
from knowledge.pasted import LONGEST_PASTE
from knowledge.services.article_checks import HIGHEST_PRIORITY, LONGEST_ANSWER, LONGEST_BODY


class _ShelfChoices(ModelChoiceIterator):
    def __iter__(self) -> Iterator[tuple[int | str, str]]:
        yield "", self.field.empty_label
        for shelf in category_tree():
            yield shelf.pk, shelf.path


class CategoryField(forms.ModelChoiceField):
    """A category by its path; None for none, which is named by `empty_label`."""

    iterator = _ShelfChoices

    def __init__(self, **kwargs) -> None:
        super().__init__(Category.objects.all(), required=False, **kwargs)


class LinesField(forms.Field):
    """A list of texts, written one after the other; `between` parts them, and so does the end of a line."""

    def __init__(self, *, between: str = "\n", **kwargs) -> None:
        super().__init__(required=False, **kwargs)
        self._between = between

    def prepare_value(self, value: list[str] | str | None) -> str | None:
        return self._between.join(value) if isinstance(value, list) else value

    def to_python(self, value: str | None) -> list[str]:
        lines = (value or "").replace("\0", "").replace(self._between.strip(" "), "\n").split("\n")
        return [text for line in lines if (text := line.strip())]


class _OrderForm(forms.ModelForm):
    """Where a text stands and when it is valid; `read_only` shows it to somebody who may not change it."""

    category = CategoryField(label=_("Category"), empty_label=_("No category"))
    tags = LinesField(
        label=_("Tags"),
        between=", ",
        help_text=_("Words to find it by in the list, parted by commas: summer, wholesale."),
    )

    class Meta:
        model = Article
        fields = ("category", "tags", "valid_from", "valid_until", "status")
        labels = {"valid_from": _("Valid from"), "valid_until": _("Valid until"), "status": _("Status")}
        help_texts = {
            "valid_from": _("Before this day agents do not use it. Empty: at once."),
            "valid_until": _("After this day agents do not use it any more. Empty: it does not end."),
            "status": _("Only what is published is used in answers."),
        }
        widgets = {
            "valid_from": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "valid_until": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "status": forms.RadioSelect,
        }

    def __init__(self, *args, read_only: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.disabled = read_only


class SourcedForm(_OrderForm):
    """What can be changed of a text that is read from a source."""


class _WrittenForm(_OrderForm):
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", _("Detect from the text")), *Article.Language.choices],
        help_text=_("The language the text is written in. Customers may ask in any."),
    )


class ArticleForm(_WrittenForm):
    class Meta(_OrderForm.Meta):
        fields = ("title", "body", "language", *_OrderForm.Meta.fields)
        labels = _OrderForm.Meta.labels | {"title": _("Title"), "body": _("Text")}
        help_texts = _OrderForm.Meta.help_texts | {
            "title": _("What the article is about, as a customer would call it."),
            "body": _("Plain text or Markdown. Headings, lists and tables help to find the right part."),
        }
        widgets = _OrderForm.Meta.widgets | {"body": forms.Textarea(attrs={"rows": 18, "maxlength": LONGEST_BODY})}


class AnswerForm(_WrittenForm):
    questions = LinesField(
        label=_("The same question in other words"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line, as customers write it. The more there are, the surer it is recognised."),
    )
    priority = forms.IntegerField(
        label=_("Priority"),
        min_value=0,
        max_value=HIGHEST_PRIORITY,
        initial=0,
        help_text=_("When several exact answers fit, the one with the highest number is given."),
    )

    class Meta(_OrderForm.Meta):
        fields = ("title", "questions", "body", "priority", "language", *_OrderForm.Meta.fields)
        labels = _OrderForm.Meta.labels | {"title": _("Question"), "body": _("Exact answer")}
        help_texts = _OrderForm.Meta.help_texts | {
            "title": _("As a customer would ask it."),
            "body": _("It is sent word for word, as it stands here."),
        }
        widgets = _OrderForm.Meta.widgets | {"body": forms.Textarea(attrs={"rows": 6, "maxlength": LONGEST_ANSWER})}


class PasteForm(forms.Form):
    text = forms.CharField(
        label=_("Rows of the spreadsheet"),
        max_length=LONGEST_PASTE,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_(
            "Columns in this order: question, answer, category. Copy them in the spreadsheet and paste them here; "
            "CSV is read too. The category may be empty; one that is named must exist."
        ),
    )
    has_header = forms.BooleanField(label=_("The first row holds the names of the columns"), required=False)
    status = forms.ChoiceField(
        label=_("Save as"),
        choices=Article.Status.choices,
        initial=Article.Status.PUBLISHED,
        widget=forms.RadioSelect,
        help_text=_("Only what is published is used in answers."),
    )


class CategoryForm(forms.Form):
    """A category; `places`: those that it may stand in, all when left out."""

    name = forms.CharField(label=_("Name"), max_length=120)
    parent = CategoryField(label=_("Stands in"), empty_label=_("At the top"))

    def __init__(self, *args, places: list[Shelf] | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if places is not None:
            self.fields["parent"].choices = [
                ("", self.fields["parent"].empty_label),
                *((shelf.pk, shelf.path) for shelf in places),
            ]


class SearchForm(forms.Form):
    query = forms.CharField(
        label=_("Question"),
        max_length=1000,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Write as a customer would")}),
    )
    category = CategoryField(label=_("Category"), empty_label=_("All categories"))
