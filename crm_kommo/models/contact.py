from django.utils.translation import gettext_lazy as _

from crm_kommo.models.mirrored import MirroredCard


class Contact(MirroredCard):
    class Meta(MirroredCard.Meta):
        db_table = "crm_contacts"
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
