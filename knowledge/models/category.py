from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from tenants.models.base import TimeStamped


class Category(TimeStamped):
    """A shelf for articles, and for further shelves; search can be limited to some of them with all that is in them."""

    name = models.CharField(_("name"), max_length=120)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("stands in")
    )
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                "parent",
                name="knowledge_category_name_once",
                nulls_distinct=False,
                violation_error_message=_("There is a category of this name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
