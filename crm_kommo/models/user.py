from django.db import models
from django.utils.translation import gettext_lazy as _

from crm_kommo.models.mirrored import MirroredSetting


class KommoUser(MirroredSetting):
    """A person with access to the Kommo account; not one of our own users."""

    email = models.CharField(max_length=255, blank=True)
    is_admin = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    class Meta(MirroredSetting.Meta):
        db_table = "crm_users"
        ordering = ["name", "kommo_id"]
        verbose_name = _("Kommo user")
        verbose_name_plural = _("Kommo users")
