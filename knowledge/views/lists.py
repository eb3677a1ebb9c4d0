"""What the lists of articles and of exact answers have in common."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import ngettext

from knowledge import selectors
from knowledge.article_filters import ArticleFilter, is_id
from knowledge.article_state import article_state
from knowledge.category_tree import Shelf, category_tree
from knowledge.models import Article
from tenants.permissions import TenantRequest

PAGE_SIZE = 50


def list_context(request: TenantRequest, *, asked: ArticleFilter) -> dict[str, Any]:
    """The page that is asked for, as the templates of the lists take it. As many queries for any number of articles."""
    tree = category_tree()
    page = Paginator(asked.found(tree), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = rows_of(page.object_list, tree)
    return {
        "page": page,
        "rows": rows,
        "working_ids": [article.pk for article, state, _path in rows if state.is_working],
        "asked": asked,
        "tree": tree,
        "tags": selectors.tags(),
        "languages": Article.Language.choices,
        "kinds": Article.Kind.choices,
        "here": request.get_full_path(),
    }


def rows_of(articles: QuerySet[Article], tree: list[Shelf]) -> list[tuple]:
    """Each article with its state and the path of its category."""
    paths = {shelf.pk: shelf.path for shelf in tree}
    return [(article, article_state(article), paths.get(article.category_id, "")) for article in articles]


def ids_asked(query: QueryDict) -> list[int]:
    """The `ids` of articles of one page; what is none is left out."""
    return [int(number) for number in query.getlist("ids")[:PAGE_SIZE] if is_id(number)]


def passages_lost(count: int) -> list[str]:
    """What is not found any more when texts are deleted, in a sentence; none when it is nothing."""
    words = ngettext("%(count)d passage is not found any more.", "%(count)d passages are not found any more.", count)
    return [words % {"count": count}] if count else []
