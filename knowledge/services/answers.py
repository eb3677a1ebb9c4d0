"""Exact answers that are pasted from a spreadsheet: looked through first, saved when a person has seen them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _

from knowledge.category_tree import Shelf, category_tree
from knowledge.models import Article, Category
from knowledge.pasted import PastedRow
from knowledge.services.article_checks import body_checked, title_checked
from knowledge.services.articles import article_create
from tenants.errors import InvalidInput
from tenants.models import User


@dataclass(frozen=True)
class CheckedRow:
    """A row with the category it names; `trouble`: why it cannot be saved, "" when it can."""

    row: PastedRow
    category: Category | None = None
    trouble: str = ""


def answers_check(rows: Iterable[PastedRow]) -> list[CheckedRow]:
    """Look through what was pasted; nothing is saved."""
    tree = category_tree()
    known = Article.objects.filter(kind=Article.Kind.ANSWER).values_list("title", flat=True)
    seen = {title.casefold() for title in known}
    checked = []
    for row in rows:
        checked.append(_checked(row, tree=tree, seen=seen))
        seen.add(_as_title(row.question))
    return checked


@transaction.atomic
def answers_create(*, rows: Iterable[PastedRow], status: str, author: User | None = None) -> list[Article]:
    """Save the rows in which nothing is wrong. Raises InvalidInput."""
    return [
        article_create(
            kind=Article.Kind.ANSWER,
            title=checked.row.question,
            body=checked.row.answer,
            category=checked.category,
            status=status,
            author=author,
        )
        for checked in answers_check(rows)
        if not checked.trouble
    ]


def _checked(row: PastedRow, *, tree: list[Shelf], seen: set[str]) -> CheckedRow:
    checked = CheckedRow(row)
    if not row.question:
        return replace(checked, trouble=_("There is no question."))
    if not row.answer:
        return replace(checked, trouble=_("There is no answer."))
    try:
        title_checked(row.question)
        body_checked(row.answer, kind=Article.Kind.ANSWER)
    except InvalidInput as error:
        return replace(checked, trouble=error.message)
    if _as_title(row.question) in seen:
        return replace(checked, trouble=_("This question has an answer already."))
    return _placed(checked, tree) if row.category else checked


def _placed(checked: CheckedRow, tree: list[Shelf]) -> CheckedRow:
    """By the path of the category, or by its name where only one has it."""
    by_path = [shelf for shelf in tree if _loose(shelf.path) == _loose(checked.row.category.replace(">", "›"))]
    by_name = [shelf for shelf in tree if shelf.name.casefold() == checked.row.category.casefold()]
    found = by_path or by_name
    if not found:
        return replace(checked, trouble=_("There is no category of this name."))
    if len(found) > 1:
        message = _("Several categories have this name: write the path, as in “Delivery › Abroad”.")
        return replace(checked, trouble=message)
    return replace(checked, category=found[0].category)


def _loose(path: str) -> str:
    return "›".join(part.strip() for part in path.casefold().split("›"))


def _as_title(question: str) -> str:
    return " ".join(question.split()).casefold()
