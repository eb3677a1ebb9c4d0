"""One act on many articles, in one transaction."""

from collections.abc import Collection

from django.db import transaction

from knowledge.models import Article, Category
from knowledge.services.article_edits import article_discard, article_edit
from knowledge.services.articles import article_publish, article_unpublish


@transaction.atomic
def articles_publish(*, article_ids: Collection[int]) -> int:
    """How many were drafts and are published now."""
    drafts = _chosen(article_ids).filter(status=Article.Status.DRAFT)
    return len([article_publish(article=article) for article in drafts])


@transaction.atomic
def articles_unpublish(*, article_ids: Collection[int]) -> int:
    """How many were published and are drafts now."""
    published = _chosen(article_ids).filter(status=Article.Status.PUBLISHED)
    return len([article_unpublish(article=article) for article in published])


@transaction.atomic
def articles_move(*, article_ids: Collection[int], category: Category | None) -> int:
    """How many stand in `category` now, None: in none."""
    chosen = _chosen(article_ids)
    return len([article_edit(article=article, changes={"category": category}) for article in chosen])


@transaction.atomic
def articles_delete(*, article_ids: Collection[int]) -> int:
    """How many are deleted now."""
    chosen = list(_chosen(article_ids).select_related("source"))
    for article in chosen:
        article_discard(article=article)
    return len(chosen)


def _chosen(article_ids: Collection[int]):
    # In one order, so that two people who act on the same ones do not wait for each other for ever.
    return Article.objects.filter(pk__in=article_ids).order_by("pk")
