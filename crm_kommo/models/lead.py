from django.db import models
from django.utils.translation import gettext_lazy as _

from crm_kommo.models.mirrored import MirroredCard


class Lead(MirroredCard):
    price = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    pipeline_id = models.BigIntegerField(null=True)
    status_id = models.BigIntegerField(null=True)
    main_contact_id = models.BigIntegerField(null=True)

    class Meta(MirroredCard.Meta):
        db_table = "crm_leads"
        verbose_name = _("lead")
        verbose_name_plural = _("leads")
