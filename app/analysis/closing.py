"""How long the recent reports take to close, the open ones counted (analysis 3.8)."""

from __future__ import annotations

from math import floor

import numpy as np
from msgspec import Struct

from app.analysis.columns import BoolArray, IntArray
from app.analysis.figures import Count, Days, IncidentsBehind, Measure, rounded
from app.analysis.history import History
from app.analysis.survival import Survival, kaplan_meier, median, median_limits, steps

HOUR = 3_600
CURVE_POINTS = 48


class Closing(Struct, frozen=True, kw_only=True):
    """The time to close of the reports of the last `weeks` weeks, in hours, granted waits left out.

    `median` is None while more than half are open; `low` and `high` are its 95 % limits, None where they
    cannot be said. `still_open` of the cases behind it are open (counted up to the cut-off). `withdrawn`
    cases and those closed nobody knows when (`untold`) stay out. `curve` is for drawing: (hours, share
    still open).
    """

    weeks: int
    median: Measure
    low: float | None
    high: float | None
    still_open: Count
    withdrawn: Count
    untold: Count
    curve: tuple[tuple[float, float], ...]


def closing(history: History) -> Closing:
    """The time to close as seen in the frame's week."""
    days = recent(history)
    mask = cohort(history)
    found = estimate(history, mask)
    low, high = median_limits(found)
    near = _recent(history)
    standing = history.standing
    return Closing(
        weeks=history.frame.parameters.survival_weeks,
        median=measured(found, Count(int(np.count_nonzero(mask)), IncidentsBehind(occurred=days, standing="valid", timed=True))),
        low=hours(low),
        high=hours(high),
        still_open=Count(int(np.count_nonzero(mask & standing.open)), IncidentsBehind(occurred=days, standing="open")),
        withdrawn=Count(int(np.count_nonzero(near & standing.withdrawn)), IncidentsBehind(occurred=days, standing="withdrawn")),
        untold=Count(
            int(np.count_nonzero(near & standing.ended & ~standing.timed)),
            IncidentsBehind(occurred=days, standing="ended", missing=("closing",)),
        ),
        curve=steps(found, most=CURVE_POINTS, unit=HOUR),
    )


def recent(history: History) -> Days:
    """The days whose reports the time to close rests on."""
    return history.days(history.now - history.frame.parameters.survival_weeks + 1, history.now)


def cohort(history: History) -> BoolArray:
    """The valid cases of those days whose time is known or still running."""
    return _recent(history) & history.standing.valid & history.standing.timed


def estimate(history: History, chosen: BoolArray | IntArray) -> Survival:
    """The curve of the chosen cases (a mask or their rows)."""
    return kaplan_meier(history.standing.seconds[chosen], history.standing.ended[chosen])


def measured(found: Survival, of: Count) -> Measure:
    """The median of the curve in hours, over the list."""
    return Measure(hours(median(found)), "hours", of)


def hours(seconds: int | None) -> float | None:
    """Seconds as hours: whole from 10 hours on, below with one decimal, since a median of 58.3 hours claims too much."""
    if seconds is None:
        return None
    value = seconds / HOUR
    return float(floor(value + 0.5)) if value >= 10 else rounded(value)


def _recent(history: History) -> BoolArray:
    first = history.now - history.frame.parameters.survival_weeks + 1
    return (history.occurred >= first) & (history.occurred >= 0)
