"""The gaps of a page, each with how often it was asked and what the leads that asked are worth."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Max, QuerySet

from crm_kommo.selectors import lead_prices
from knowledge.models import Gap, GapQuestion


@dataclass(frozen=True)
class GapRow:
    """`leads`: how many asked; `at_stake`: the sum of their prices, in the currency of the Kommo account."""

    gap: Gap
    leads: int
    at_stake: Decimal


def gaps_of(state: str) -> QuerySet[Gap]:
    """Those in a state, what was asked most often first; each with `times` and `last_asked_at`."""
    counted = Gap.objects.defer("vector").select_related("article")
    counted = counted.filter(state=state).annotate(times=Count("asked"), last_asked_at=Max("asked__asked_at"))
    return counted.order_by("-times", "-last_asked_at", "-pk")


def gap_rows(gaps: Iterable[Gap]) -> list[GapRow]:
    """Two queries, however many gaps."""
    leads: dict[int, set[int]] = {gap.pk: set() for gap in gaps}
    asked = GapQuestion.objects.filter(gap__in=leads).exclude(lead_id=None).values_list("gap_id", "lead_id")
    for gap_id, lead_id in asked:
        leads[gap_id].add(lead_id)
    prices = lead_prices(set().union(*leads.values()))
    return [
        GapRow(gap, len(leads[gap.pk]), sum((prices.get(lead, Decimal(0)) for lead in leads[gap.pk]), Decimal(0)))
        for gap in gaps
    ]
