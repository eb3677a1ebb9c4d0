"""Amounts of money, Decimal on our side."""

from decimal import ROUND_HALF_UP, Decimal

# Far above any deal and below where a JSON number loses cents.
HIGHEST = Decimal(10) ** 13
CENT = Decimal("0.01")
WHOLE = Decimal(1)


def written_price(amount: Decimal, *, has_minor_units: bool) -> int | float:
    """A lead's price as it is sent: whole units, half a unit rounded up; cents in accounts that show them.

    `has_minor_units`: the account's leads are read with a fraction. Raises ValueError out of range or for no number.
    """
    if not amount.is_finite() or abs(amount) >= HIGHEST:
        raise ValueError(f"{amount} is no price")
    rounded = amount.quantize(CENT if has_minor_units else WHOLE, rounding=ROUND_HALF_UP)
    return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)
