"""How long cases take when some are not closed yet (Kaplan-Meier; analysis 3.8)."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from app.analysis.columns import BoolArray, FloatArray, IntArray
from app.analysis.figures import rounded

HALF = 0.5
Z = 1.959964
"""Two-sided 95 % of the normal distribution."""
_DECIMALS = 12
"""Products and logarithms are compared at this precision, so that the last bit of another processor changes nothing."""


class Survival(Struct, frozen=True, eq=False):
    """The share of cases still open after each time at which one ended.

    `times` ascend, `at_risk` were open just before each, `ended` ended then, `left` is the product of (1 -
    ended / at_risk).
    """

    times: IntArray
    at_risk: IntArray
    ended: IntArray
    left: FloatArray


def kaplan_meier(durations: IntArray, ended: BoolArray) -> Survival:
    """The estimate from durations (any whole unit) of ended cases and of cases still open (censored at their duration)."""
    times, place = np.unique(durations, return_inverse=True)
    gone = np.bincount(place, minlength=len(times))
    events = np.bincount(place[ended], minlength=len(times))
    at_risk = len(durations) - np.concatenate(([0], np.cumsum(gone)[:-1])) if len(times) else gone
    real = events > 0
    left = np.cumprod(1.0 - events[real] / at_risk[real], dtype=np.float64)
    return Survival(times[real], at_risk[real], events[real], left)


def median(found: Survival) -> int | None:
    """The first time at which no more than half are open, None where more than half never ended."""
    return _first(found, np.round(found.left, _DECIMALS) <= HALF)


def median_limits(found: Survival) -> tuple[int | None, int | None]:
    """The 95 % limits of the median: where the log-log limits (Greenwood) of the curve cross one half, None if never."""
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = found.ended / (found.at_risk * (found.at_risk - found.ended).astype(np.float64))
        spread = np.sqrt(np.cumsum(terms)) / np.abs(np.log(found.left))
        distance = np.log(-np.log(found.left)) - np.log(-np.log(HALF))
        certain = np.round(distance / spread, _DECIMALS)
    # Where nobody is left the spread is unknown (NaN) and neither limit can be said, as in R's survfit.
    return _first(found, certain >= -Z), _first(found, certain >= Z)


def steps(found: Survival, *, most: int, unit: int) -> tuple[tuple[float, float], ...]:
    """The curve for drawing: at most `most` pairs of (time in `unit`s, share left), evenly chosen; the first is (0, 1)."""
    size = len(found.times)
    if not size:
        return ((0.0, 1.0),)
    chosen = sorted({at * (size - 1) // max(most - 2, 1) for at in range(most - 1)}) if size > most - 1 else range(size)
    drawn = [(rounded(int(found.times[at]) / unit), rounded(float(found.left[at]), 4)) for at in chosen]
    return ((0.0, 1.0), *drawn)


def _first(found: Survival, reached: BoolArray) -> int | None:
    places = np.flatnonzero(reached)
    return int(found.times[places[0]]) if len(places) else None
