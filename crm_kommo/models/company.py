from django.utils.translation import gettext_lazy as _

from crm_kommo.models.mirrored import MirroredCard


class Company(MirroredCard):
    class Meta(MirroredCard.Meta):
        db_table = "crm_companies"
        verbose_name = _("company")
        verbose_name_plural = _("companies")
