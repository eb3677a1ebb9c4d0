from django.db import models
from django.utils.translation import gettext_lazy as _

from crm_kommo.models.mirrored import Mirrored, MirroredSetting


class Field(MirroredSetting):
    """A custom field of leads or contacts. `type` is Kommo's word, kept also when we do not know it."""

    class Entity(models.TextChoices):
        LEAD = "leads", _("Leads")
        CONTACT = "contacts", _("Contacts")

    entity = models.CharField(max_length=10, choices=Entity.choices)
    code = models.CharField(max_length=255, blank=True)
    type = models.CharField(max_length=40)
    sort = models.IntegerField(default=0)
    enums = models.JSONField(default=list, help_text=_("Choices: a list of {id, value, code}."))

    class Meta(Mirrored.Meta):
        db_table = "crm_fields"
        ordering = ["entity", "sort", "kommo_id"]
        verbose_name = _("field")
        verbose_name_plural = _("fields")
        constraints = [models.UniqueConstraint(fields=["connection", "entity", "kommo_id"], name="crm_field_once")]
