"""The categories as the tree that they are: each where it stands, with its path and what is in it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge import selectors
from knowledge.models import Category

DEEPEST = 5


@dataclass(frozen=True)
class Shelf:
    """A category in its place. `level` 1 to DEEPEST; `path`: names from the top, "Delivery › Abroad".

    `ids`: its own and those of all categories below; `article_count`: what stands right in it, `article_count_all`
    with what is below. `is_first`, `is_last`: among those that stand in the same.
    """

    category: Category
    level: int
    path: str
    ids: frozenset[int]
    article_count: int
    article_count_all: int
    is_first: bool
    is_last: bool

    @property
    def pk(self) -> int:
        return self.category.pk

    @property
    def name(self) -> str:
        return self.category.name

    @property
    def has_below(self) -> bool:
        return len(self.ids) > 1


def category_tree() -> list[Shelf]:
    """All categories from top to bottom, what stands in one right after it; one query."""
    return tree_of(selectors.categories())


def tree_of(categories: Iterator[Category]) -> list[Shelf]:
    """`categories` in the order in which those of one parent stand, each with `article_count`."""
    children = defaultdict(list)
    for category in categories:
        children[category.parent_id].append(category)
    return [shelf for category in children[None] for shelf in _shelves(category, children, level=1, path="")]


def shelf_of(tree: list[Shelf], category_id: int) -> Shelf | None:
    return next((shelf for shelf in tree if shelf.pk == category_id), None)


def category_path(category: Category | None) -> str:
    """The path of one category, "" for none; for a page that shows only one."""
    shelf = shelf_of(category_tree(), category.pk) if category else None
    return shelf.path if shelf else ""


def _shelves(category: Category, children: dict[int | None, list[Category]], *, level: int, path: str) -> list[Shelf]:
    path = f"{path} › {category.name}" if path else category.name
    direct, below = [], []
    for child in children[category.pk]:
        shelves = _shelves(child, children, level=level + 1, path=path)
        direct.append(shelves[0])
        below += shelves
    own = Shelf(
        category=category,
        level=level,
        path=path,
        ids=frozenset((category.pk,)).union(*(shelf.ids for shelf in direct)),
        article_count=category.article_count,
        article_count_all=category.article_count + sum(shelf.article_count_all for shelf in direct),
        is_first=category == children[category.parent_id][0],
        is_last=category == children[category.parent_id][-1],
    )
    return [own, *below]
