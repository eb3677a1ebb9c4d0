"""What the log of deliveries is asked for, as it stands in the address."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from crm_kommo.families import FAMILIES
from crm_kommo.models import Delivery

PERIODS = {
    "hour": (_("Last hour"), timedelta(hours=1)),
    "day": (_("Last 24 hours"), timedelta(days=1)),
    "week": (_("Last 7 days"), timedelta(days=7)),
}
LONGEST_ID = 100


@dataclass(frozen=True)
class Filters:
    """Rubbish in the address counts as not asked for, but an id that nothing has finds nothing."""

    family: str
    state: str
    period: str
    id: str

    @classmethod
    def of(cls, query: QueryDict) -> "Filters":
        family, state, period = (query.get(name, "") for name in ("family", "state", "period"))
        id_ = query.get("id", "").strip()
        return cls(
            family=family if family in FAMILIES else "",
            state=state if state in Delivery.State.values else "",
            period=period if period in PERIODS else "",
            id=id_[:LONGEST_ID],
        )

    @property
    def is_any(self) -> bool:
        return bool(self.family or self.state or self.period or self.id)

    @property
    def since(self) -> datetime | None:
        return timezone.now() - PERIODS[self.period][1] if self.period else None


CHOICES = {
    "families": [(code, name) for code, (name, _kinds) in FAMILIES.items()],
    "states": Delivery.State.choices,
    "periods": [(code, name) for code, (name, _length) in PERIODS.items()],
}
