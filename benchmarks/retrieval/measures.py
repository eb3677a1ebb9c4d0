"""Ranks and times → the figures of a row. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

# A rank below this counts as not found at all.
DEPTH = 10


@dataclass(frozen=True)
class Figures:
    """Shares of 100, the mean reciprocal rank of 0 … 1, milliseconds."""

    hit_1: float
    hit_3: float
    hit_5: float
    mrr_10: float
    p50: float
    p95: float


def figures(ranks: Sequence[int | None], seconds: Sequence[float]) -> Figures:
    """`ranks`: of each question the place of what answers it, from 1; None where it was not found."""
    found = [rank for rank in ranks if rank and rank <= DEPTH]
    return Figures(
        hit_1=_share(found, 1, len(ranks)),
        hit_3=_share(found, 3, len(ranks)),
        hit_5=_share(found, 5, len(ranks)),
        mrr_10=sum(1 / rank for rank in found) / len(ranks),
        p50=percentile(seconds, 0.5) * 1000,
        p95=percentile(seconds, 0.95) * 1000,
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def _share(ranks: Sequence[int], at_most: int, of: int) -> float:
    return 100 * sum(rank <= at_most for rank in ranks) / of
