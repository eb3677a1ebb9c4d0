"""What a person does with an article. Of one that is read from a source the text is not theirs to change."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from knowledge.models import Article, Source
from knowledge.services.article_checks import WRITTEN
from knowledge.services.articles import article_delete, article_update
from knowledge.services.sources import source_delete
from tenants.errors import InvalidInput

# Where a text stands and when it is used; all else of it comes with its text.
_ALWAYS_OPEN = ("category", "tags", "valid_from", "valid_until", "status")


@transaction.atomic
def article_edit(*, article: Article, changes: dict[str, Any]) -> Article:
    """As article_update; of what is read from a source only where it stands and when it is used."""
    if article.kind not in WRITTEN:
        _text_kept(article, changes)
    if article.kind == Article.Kind.FILE and "category" in changes:
        Source.objects.filter(pk=article.source_id).update(category=changes["category"])
    return article_update(article=article, changes=changes)


@transaction.atomic
def article_discard(*, article: Article) -> None:
    """As article_delete; a file, or a page that is a source by itself, goes with its source."""
    if article.source and article.source.kind != Source.Kind.SITE:
        source_delete(source=article.source)
    article_delete(article=article)


def _text_kept(article: Article, changes: dict[str, Any]) -> None:
    """Here a change would be lost with the next reading."""
    for field, value in changes.items():
        if field not in _ALWAYS_OPEN and value != getattr(article, field):
            message = _("This is read from a source and cannot be changed here. Change the source and read it again.")
            raise InvalidInput(message, field=field, code="read_only")
