from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from tenants.models.base import TimeStamped


class Category(TimeStamped):
    """A shelf for articles; search can be limited to some of them."""

    name = models.CharField(_("name"), max_length=120)
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="knowledge_category_name_once",
                violation_error_message=_("There is a category of this name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
