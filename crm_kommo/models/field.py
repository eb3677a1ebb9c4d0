from django.db import models
from django.utils.translation import gettext_lazy as _

from crm_kommo.models.mirrored import Mirrored, MirroredSetting


class Field(MirroredSetting):
    """A custom field of leads, contacts or companies. `type` is Kommo's word, kept also when we do not know it."""

    class Entity(models.TextChoices):
        LEAD = "leads", _("Leads")
        CONTACT = "contacts", _("Contacts")
        COMPANY = "companies", _("Companies")

    # What a bot can print → how much it holds. Kommo cuts a text at 255 characters; a text area has no documented end.
    PRINT_ROOM = {"text": 255, "textarea": 4000}

    entity = models.CharField(max_length=10, choices=Entity.choices)
    code = models.CharField(max_length=255, blank=True)
    type = models.CharField(max_length=40)
    sort = models.IntegerField(default=0)
    group_name = models.CharField(max_length=255, blank=True, help_text=_("The tab of Kommo's card it stands in."))
    enums = models.JSONField(default=list, help_text=_("Choices: a list of {id, value, code}."))
    is_computed = models.BooleanField(default=False, help_text=_("Kommo works its value out: it cannot be written."))
    required_statuses = models.JSONField(
        default=list, help_text=_("Stages that cannot be entered without it: a list of {pipeline_id, status_id}.")
    )
    hidden_statuses = models.JSONField(
        default=list, help_text=_("Stages in which it is not shown: a list of {pipeline_id, status_id}.")
    )

    class Meta(Mirrored.Meta):
        db_table = "crm_fields"
        ordering = ["entity", "sort", "kommo_id"]
        verbose_name = _("field")
        verbose_name_plural = _("fields")
        constraints = [models.UniqueConstraint(fields=["connection", "entity", "kommo_id"], name="crm_field_once")]
