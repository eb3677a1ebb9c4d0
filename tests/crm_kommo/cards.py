"""A lead and a contact of the stand-in's shop, and the keys of their fields."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from crm_kommo import services
from crm_kommo.card_changes import CardChanges
from crm_kommo.client.kommo import KommoClient
from crm_kommo.models import OutgoingWrite
from crm_kommo.services.writes import LONGEST_WRITE

LEAD_ID, CONTACT_ID = 30052001, 37054001
SELECT, TEXT, LONG, NUMBER, CHECKBOX, RADIO, SEVERAL, DAY, MOMENT = (
    f"cf_{id_}" for id_ in (564832, 564834, 564836, 564838, 564842, 564844, 564846, 564848, 564850)
)
ADDRESS, UTM, PHONE, BIRTHDAY = "cf_564856", "cf_564864", "cf_735649", "cf_735653"


def fill(wanted: dict[str, Any], key: str = "run:1", **options: Any) -> CardChanges:
    return services.card_fields_set(entity="leads", card_id=LEAD_ID, wanted=wanted, key=key, **options)


def fill_contact(wanted: dict[str, Any], key: str = "run:1", **options: Any) -> CardChanges:
    return services.card_fields_set(entity="contacts", card_id=CONTACT_ID, wanted=wanted, key=key, **options)


def held(shop: KommoClient, key: str) -> list[Any]:
    """What Kommo holds of a lead's custom field."""
    return [value["value"] for value in shop.leads.get(lead_id=LEAD_ID).filled.get(int(key.removeprefix("cf_")), ())]


def time_passes() -> None:
    """Long enough that nobody still writes."""
    OutgoingWrite.objects.update(tried_at=timezone.now() - LONGEST_WRITE - timedelta(seconds=1))
