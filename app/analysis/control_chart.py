"""XmR charts: what is ordinary variation of a figure, and what is a signal worth talking about (analysis 3.2)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil, floor, fsum
from typing import Literal

from msgspec import Struct, structs

from app.analysis.figures import rounded

SPREAD = 2.66
"""From the mean moving range to the distance of the limits: 3 / 1.128 (d2 of two values)."""
SCREEN = 3.267
"""Moving ranges from this many mean ranges on are left out of the limits: the upper limit of the range chart (D4)."""
RUN = 7
"""So many points on one side of the mean, or so many in one rise or fall, are a signal (Making Data Count)."""

Rule = Literal["outside", "shift", "trend", "outer_third"]
Side = Literal["up", "down"]


class Limits(Struct, frozen=True, kw_only=True):
    """The natural limits of a series: mean, and mean -/+ 2.66 mean moving range.

    `near_lower` and `near_upper` bound the outer thirds. `screened` moving ranges were too large to belong
    to ordinary variation. All rounded: signals are judged by what is printed.
    """

    points: int
    mean: float
    mean_range: float
    screened: int
    lower: float
    upper: float
    near_lower: float
    near_upper: float


class Signal(Struct, frozen=True):
    """A pattern that ordinary variation does not make: which rule, which way, from which point to which (indices)."""

    rule: Rule
    side: Side
    first: int
    last: int

    @property
    def length(self) -> int:
        """How many points it spans."""
        return self.last - self.first + 1


def limits(values: Sequence[float], *, lowest: float | None = None, highest: float | None = None, digits: int = 1) -> Limits:
    """The limits of a baseline of at least two values in the order of time, to so many decimals.

    `lowest` and `highest` are what the figure cannot pass. Raises ValueError for fewer than two values.
    """
    if len(values) < 2:
        raise ValueError("limits need two values")
    ranges = [abs(later - earlier) for earlier, later in pairwise(values)]
    mean = fsum(values) / len(values)
    bound = SCREEN * fsum(ranges) / len(ranges)
    kept = [size for size in ranges if size < bound] or ranges
    mean_range = fsum(kept) / len(kept)
    reach = SPREAD * mean_range
    lower, upper = mean - reach, mean + reach
    return Limits(
        points=len(values),
        mean=rounded(mean, digits),
        mean_range=rounded(mean_range, digits),
        screened=len(ranges) - len(kept),
        lower=rounded(lower if lowest is None else max(lower, lowest), digits),
        upper=rounded(upper if highest is None else min(upper, highest), digits),
        near_lower=rounded(mean - reach * 2 / 3, digits),
        near_upper=rounded(mean + reach * 2 / 3, digits),
    )


def count_limits(counts: Sequence[int]) -> Limits:
    """The limits of a baseline of counts, as whole numbers.

    A count is above a limit exactly if it is above its whole part, so what is printed and what is judged are the
    same, and nobody reads of 75.3 cases.
    """
    found = limits(counts, digits=6)
    return structs.replace(
        found,
        mean=rounded(found.mean),
        mean_range=rounded(found.mean_range),
        lower=float(max(ceil(found.lower), 0)),
        upper=float(floor(found.upper)),
        near_lower=float(ceil(found.near_lower)),
        near_upper=float(floor(found.near_upper)),
    )


def signals(values: Sequence[float], found: Limits) -> tuple[Signal, ...]:
    """All signals of the series against the limits, in the order of their last point.

    Outside a limit; 7 on one side of the mean; 7 points in one rise or fall; 2 of 3 in the outer third of
    one side. Runs are given whole, at their full length; of three points with two in the outer third the
    last is one of the two.
    """
    signs = [(value > found.mean) - (value < found.mean) for value in values]
    steps = [0, *((later > earlier) - (later < earlier) for earlier, later in pairwise(values))]
    all_signals = [
        *_outside(values, found),
        *(_signal("shift", sign, first, last) for sign, first, last in _runs(signs) if last - first + 1 >= RUN),
        *(_signal("trend", step, first - 1, last) for step, first, last in _runs(steps) if last - first + 2 >= RUN),
        *_outer_third(values, found),
    ]
    return tuple(sorted(all_signals, key=lambda signal: (signal.last, signal.rule, signal.first)))


def _signal(rule: Rule, sign: int, first: int, last: int) -> Signal:
    return Signal(rule, "up" if sign > 0 else "down", first, last)


def _outside(values: Sequence[float], found: Limits) -> list[Signal]:
    above = [_signal("outside", 1, at, at) for at, value in enumerate(values) if value > found.upper]
    return above + [_signal("outside", -1, at, at) for at, value in enumerate(values) if value < found.lower]


def _runs(signs: Sequence[int]) -> list[tuple[int, int, int]]:
    """The longest stretches of one sign other than 0: (sign, first, last)."""
    runs: list[tuple[int, int, int]] = []
    for at, sign in enumerate(signs):
        if sign and runs and runs[-1][0] == sign and runs[-1][2] == at - 1:
            runs[-1] = (sign, runs[-1][1], at)
        elif sign:
            runs.append((sign, at, at))
    return runs


def _outer_third(values: Sequence[float], found: Limits) -> list[Signal]:
    zones = [(value > found.near_upper) - (value < found.near_lower) for value in values]
    return [
        _signal("outer_third", zones[at], at - 2, at)
        for at in range(2, len(zones))
        if zones[at] and zones[at - 2 : at + 1].count(zones[at]) >= 2
    ]
