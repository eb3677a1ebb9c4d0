from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Cast, Lower
from django.utils.translation import gettext_lazy as _

from crm_kommo.models.mirrored import MirroredCard

# Custom fields in lower case, so that an address is found however it was typed.
FOLDED_FIELDS = Cast(Lower(Cast("custom_fields", models.TextField())), models.JSONField())


class Contact(MirroredCard):
    class Meta(MirroredCard.Meta):
        db_table = "crm_contacts"
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        indexes = [GinIndex(OpClass(FOLDED_FIELDS, name="jsonb_path_ops"), name="crm_contact_fields")]
