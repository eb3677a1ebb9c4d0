"""Leads and their talks, as they were mirrored. Ids are Kommo's."""

from collections.abc import Collection
from decimal import Decimal

from crm_kommo.models import Lead, Stage, Talk, WidgetRequest

CLOSED_STAGES = (Stage.WON, Stage.LOST)


def lead_by_kommo_id(kommo_id: int) -> Lead | None:
    return Lead.objects.filter(connection__is_current=True, kommo_id=kommo_id).first()


def leads_latest(most: int) -> list[Lead]:
    """Those that changed last."""
    living = Lead.objects.filter(connection__is_current=True, is_deleted=False)
    return list(living.order_by("-kommo_updated_at", "-pk")[:most])


def talk_of_lead(lead_id: int) -> Talk | None:
    """The one talk of a lead that is in work; None where there are several, since it cannot be told which is meant."""
    talks = Talk.objects.filter(connection__is_current=True, lead_id=lead_id, is_in_work=True, is_deleted=False)
    found = list(talks[:2])
    return found[0] if len(found) == 1 else None


def bot_waits(lead_id: int | None) -> bool:
    """Whether a bot of Kommo has stopped at our widget and waits for an answer to this lead."""
    waiting = WidgetRequest.objects.filter(connection__is_current=True, lead_id=lead_id)
    return lead_id is not None and waiting.filter(state__in=WidgetRequest.OPEN).exists()


def leads_of_contact(contact_id: int) -> list[Lead]:
    """The leads, as they were mirrored, whose main contact this is and which are neither closed nor deleted."""
    open_ = Lead.objects.filter(connection__is_current=True, main_contact_id=contact_id, is_deleted=False)
    return list(open_.exclude(status_id__in=CLOSED_STAGES))


def lead_prices(ids: Collection[int]) -> dict[int, Decimal]:
    """What the leads that are not deleted are worth, in the account's currency; one without a price is left out."""
    living = Lead.objects.filter(connection__is_current=True, is_deleted=False, kommo_id__in=ids)
    return dict(living.exclude(price=None).values_list("kommo_id", "price"))
