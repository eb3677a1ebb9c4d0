"""What tokens cost, in millionths of a currency. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Any

from agents.billing.attempts import Usage


@dataclass(frozen=True, kw_only=True)
class Price:
    """Of a million tokens, in the provider's currency."""

    read: Decimal
    wrote: Decimal
    cached: Decimal | None = None

    def micros(self, usage: Usage) -> int:
        """Rounded up: many small requests must not seem free. A million tokens at 1 is a million millionths."""
        cached = self.read if self.cached is None else self.cached
        cost = (usage.read - usage.cached) * self.read + usage.cached * cached + usage.wrote * self.wrote
        return int(cost.to_integral_value(ROUND_CEILING))

    def json(self) -> dict[str, str]:
        told = {"read": self.read, "wrote": self.wrote, "cached": self.cached}
        return {name: str(value) for name, value in told.items() if value is not None}


def price_of(prices: Mapping[str, Any], model: str) -> Price | None:
    """None for a model without a price."""
    told = prices.get(model)
    return Price(**{name: Decimal(value) for name, value in told.items()}) if told else None
