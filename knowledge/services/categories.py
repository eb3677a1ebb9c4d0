from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from knowledge.models import Category
from tenants.errors import InvalidInput


@transaction.atomic
def category_create(*, name: str) -> Category:
    """Add a category at the end of the list. Raises InvalidInput."""
    last = Category.objects.aggregate(last=Max("position"))["last"]
    return _save_once(Category(name=_name_checked(name), position=0 if last is None else last + 1))


@transaction.atomic
def category_rename(*, category: Category, name: str) -> Category:
    """Raises InvalidInput."""
    category.name = _name_checked(name)
    return _save_once(category)


@transaction.atomic
def category_delete(*, category: Category) -> None:
    """Delete the category; its articles stay, without one."""
    category.delete()


def _name_checked(name: str) -> str:
    name = " ".join(name.replace("\0", "").split())
    longest = Category._meta.get_field("name").max_length
    if not name:
        raise InvalidInput(_("Give the category a name."), field="name", code="required")
    if len(name) > longest:
        raise InvalidInput(_("A name has at most %(count)d characters.") % {"count": longest}, field="name")
    return name


def _save_once(category: Category) -> Category:
    """Save under a name that no other category has, in whatever case it is written."""
    try:
        with transaction.atomic():
            category.save()
    except IntegrityError as error:
        raise InvalidInput(_("There is a category of this name."), field="name", code="taken") from error
    return category
