"""The kinds of cards that agents work with: as Kommo calls them, and as people do."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agents.settings.card_field import CardKind
from crm_kommo.models import Field

ENTITIES: Mapping[CardKind, str] = {"lead": Field.Entity.LEAD.value, "contact": Field.Entity.CONTACT.value}
CARD_NAMES: Mapping[CardKind, Promise] = {"lead": _("Lead"), "contact": _("Contact")}
