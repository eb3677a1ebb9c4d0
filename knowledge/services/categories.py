"""Categories: a tree in which names stand once in their place, and each has its position among its neighbours."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from knowledge.category_tree import DEEPEST
from knowledge.models import Article, Category, Source
from tenants.errors import InvalidInput


@transaction.atomic
def category_create(*, name: str, parent: Category | None = None) -> Category:
    """Add a category at the end of those that stand in `parent`, None: at the top. Raises InvalidInput."""
    tree = _tree_held()
    if parent and len(_way_up(tree, parent.pk)) >= DEEPEST:
        raise _too_deep()
    position = len(_neighbours(tree, parent.pk if parent else None))
    return _save_once(Category(name=_name_checked(name), parent=parent, position=position))


@transaction.atomic
def category_update(*, category: Category, changes: dict[str, Any]) -> Category:
    """Change the fields named in `changes`: name, parent, position (0 is the first of its neighbours).

    What stands in it moves with it. Raises InvalidInput.
    """
    tree = _tree_held()
    category = tree[category.pk]
    category.name = _name_checked(changes.get("name", category.name))
    if "parent" in changes:
        category.parent = _parent_checked(tree, category, changes["parent"])
    category = _save_once(category)
    neighbours = [one for one in _neighbours(tree, category.parent_id) if one.pk != category.pk]
    moved = "parent" in changes and "position" not in changes
    neighbours.insert(len(neighbours) if moved else changes.get("position", category.position), category)
    _number(neighbours)
    return category


@transaction.atomic
def category_delete(*, category: Category) -> None:
    """Delete the category; what stands in it, categories, articles and sources, moves one up, into its place."""
    tree = _tree_held()
    category = tree.pop(category.pk)
    children = _neighbours(tree, category.pk)
    neighbours = _neighbours(tree, category.parent_id)
    Article.objects.filter(category=category).update(category=category.parent)
    Source.objects.filter(category=category).update(category=category.parent)
    # First its name becomes free: it may be that of a child.
    everywhere = {one.name.casefold() for one in [category, *tree.values()]}
    Category.objects.filter(pk=category.pk).update(name=_free_name(category.name, everywhere))
    taken = {one.name.casefold() for one in neighbours}
    for child in children:
        child.parent = category.parent
        child.name = _free_name(child.name, taken)
        taken.add(child.name.casefold())
    Category.objects.bulk_update(children, ["parent", "name"])
    Category.objects.filter(pk=category.pk).delete()
    neighbours[category.position : category.position] = children
    _number(neighbours)


def _tree_held() -> dict[int, Category]:
    """All categories by id, held until the transaction is over: two moves at once could close a circle."""
    return {category.pk: category for category in Category.objects.select_for_update().order_by("pk")}


def _neighbours(tree: dict[int, Category], parent_id: int | None) -> list[Category]:
    found = [category for category in tree.values() if category.parent_id == parent_id]
    return sorted(found, key=lambda category: (category.position, category.name, category.pk))


def _way_up(tree: dict[int, Category], category_id: int | None) -> list[int]:
    """The category's id and those of what it stands in, up to the top."""
    way = []
    while category_id is not None:
        way.append(category_id)
        category_id = tree[category_id].parent_id
    return way


def _parent_checked(tree: dict[int, Category], category: Category, parent: Category | None) -> Category | None:
    way = _way_up(tree, parent.pk if parent else None)
    if category.pk in way:
        raise InvalidInput(_("A category cannot stand in itself or in what stands in it."), field="parent")
    if len(way) + _height(tree, category.pk) > DEEPEST:
        raise _too_deep()
    return parent


def _height(tree: dict[int, Category], category_id: int) -> int:
    """How many levels it takes up: 1 when nothing stands in it."""
    return 1 + max((_height(tree, child.pk) for child in _neighbours(tree, category_id)), default=0)


def _too_deep() -> InvalidInput:
    message = _("Categories stand at most %(count)d levels deep.") % {"count": DEEPEST}
    return InvalidInput(message, field="parent", code="too_deep")


def _number(neighbours: list[Category]) -> None:
    moved = [(number, one) for number, one in enumerate(neighbours) if one.position != number]
    for number, category in moved:
        category.position = number
    Category.objects.bulk_update([category for _number, category in moved], ["position"])


def _free_name(name: str, taken: set[str]) -> str:
    longest = Category._meta.get_field("name").max_length
    free, number = name, 2
    while free.casefold() in taken:
        ending = f" ({number})"
        free, number = name[: longest - len(ending)] + ending, number + 1
    return free


def _name_checked(name: str) -> str:
    name = " ".join(name.replace("\0", "").split())
    longest = Category._meta.get_field("name").max_length
    if not name:
        raise InvalidInput(_("Give the category a name."), field="name", code="required")
    if len(name) > longest:
        raise InvalidInput(_("A name has at most %(count)d characters.") % {"count": longest}, field="name")
    return name


def _save_once(category: Category) -> Category:
    """Save under a name that no other category in the same place has, in whatever case it is written."""
    try:
        with transaction.atomic():
            category.save()
    except IntegrityError as error:
        raise InvalidInput(_("There is a category of this name."), field="name", code="taken") from error
    return category
