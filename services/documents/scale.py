"""Round ticks for an axis."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from msgspec import Struct


class Scale(Struct, frozen=True):
    """An axis from `low` to `high` with evenly spaced `ticks`, both ends among them, and the decimals they need."""

    low: float
    high: float
    ticks: tuple[float, ...]
    decimals: int


def round_scale(values: Sequence[float], *, zero: bool = False, wanted: int = 5) -> Scale:
    """About `wanted` steps of 1, 2, 2.5 or 5 × 10^n that hold all values; `zero` makes the axis begin at 0.

    Without `zero` an axis of values that are never negative does not fall below 0. No values give 0 to 1.
    """
    finite = [value for value in values if math.isfinite(value)] or [0.0, 1.0]
    low, high = min(finite), max(finite)
    if zero:
        low = min(low, 0.0)
    if high == low:
        high = low + max(abs(low) * 0.1, 1.0)
    step = _round_step((high - low) / wanted)
    first, last = math.floor(low / step), math.ceil(high / step)
    if first * step == low and low != 0:
        first -= 1
    ticks = tuple(number * step for number in range(first, last + 1))
    return Scale(low=ticks[0], high=ticks[-1], ticks=ticks, decimals=_decimals(step))


def label_stride(count: int, *, at_most: int = 14) -> int:
    """Every how many labels one is printed so that at most `at_most` stand on the axis."""
    return max(1, math.ceil(count / at_most))


def spread(places: Sequence[float], *, gap: float) -> list[float]:
    """The places moved apart, in their order, as little as needed so that neighbours are at least `gap` from each other."""
    order = sorted(range(len(places)), key=lambda index: places[index])
    moved = list(places)
    for before, here in itertools.pairwise(order):
        moved[here] = max(moved[here], moved[before] + gap)
    drift = (sum(moved) - sum(places)) / len(places) if places else 0.0
    return [place - drift for place in moved]


def _round_step(raw: float) -> float:
    power = 10.0 ** math.floor(math.log10(raw))
    return next(factor * power for factor in (1.0, 2.0, 2.5, 5.0, 10.0) if factor * power >= raw * (1 - 1e-9))


def _decimals(step: float) -> int:
    return next((digits for digits in range(6) if math.isclose(step, round(step, digits), rel_tol=1e-9)), 6)
