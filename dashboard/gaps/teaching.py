"""From a gap to what fills it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from chat.models import Message
from knowledge.forms import CategoryField
from knowledge.models import Article, Category, Gap
from knowledge.services import article_create, gap_taught
from knowledge.services.article_checks import LONGEST_BODY
from tenants.models import User

# Of the times that it was asked, the latest, in whose conversations a colleague's answer is looked for.
LOOKED_AT = 5


class TeachForm(forms.Form):
    """What is to be known from now on."""

    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("As a customer would ask or call it."))
    body = forms.CharField(
        label=_("Answer"),
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("What is true, in your own words. An agent answers from it in the customer's language."),
    )
    category = CategoryField(label=_("Category"), empty_label=_("No category"))


def answer_of_a_person(gap: Gap) -> str:
    """What a colleague answered the customer who asked last, to begin with; "" when nobody did."""
    for asked in gap.asked.order_by("-asked_at")[:LOOKED_AT]:
        # By their order of coming: Kommo tells whole seconds, and both may have been written in one.
        later = Message.objects.filter(
            conversation_id=asked.conversation_id, author=Message.Author.PERSON, pk__gt=asked.message_id
        )
        if said := later.order_by("said_at", "pk").first():
            return said.text
    return ""


def gap_teach(*, gap: Gap, author: User, title: str, body: str, category: Category | None) -> Article:
    """Publish the article that fills the gap. Raises InvalidInput."""
    article = article_create(title=title, body=body, category=category, status=Article.Status.PUBLISHED, author=author)
    gap_taught(gap=gap, article=article)
    return article
