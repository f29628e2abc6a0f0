"""How many cases came in, by day and week, against the weeks before and the year before."""

from __future__ import annotations

from datetime import date

import numpy as np
from msgspec import Struct

from app.analysis.behind import within
from app.analysis.figures import Change, Count, Days, IncidentsBehind, Sentence, change
from app.analysis.history import History
from app.analysis.series import Chart, chart


class DayCount(Struct, frozen=True):
    """The cases of one day."""

    day: date
    count: Count


class VolumePanel(Struct, frozen=True, kw_only=True, tag_field="panel", tag="volume"):
    """The week's cases; `before` and `year_before` are None where the records do not reach back so far."""

    sentence: Sentence = Sentence()
    signal: bool
    total: Count
    withdrawn: Count
    before: Change | None
    year_before: Change | None
    days: tuple[DayCount, ...]
    chart: Chart


def volume(history: History) -> VolumePanel:
    """The volume panel of the frame's week, without its sentence."""
    counts = history.per_week(history.standing.received, history.occurred)
    week = history.week
    total = Count(counts[history.now], _occurred(week))
    withdrawn = int(np.count_nonzero(history.standing.withdrawn & (history.occurred == history.now)))
    drawn = chart(history, counts, _occurred)
    return VolumePanel(
        signal=bool(drawn.signs),
        total=total,
        withdrawn=Count(withdrawn, IncidentsBehind(occurred=week, standing="withdrawn")),
        before=_change(history, counts, total, weeks=1),
        year_before=_change(history, counts, total, weeks=history.frame.parameters.year_weeks),
        days=_days(history),
        chart=drawn,
    )


def _occurred(days: Days) -> IncidentsBehind:
    return IncidentsBehind(occurred=days)


def _change(history: History, counts: list[int], now: Count, *, weeks: int) -> Change | None:
    at = history.back(weeks)
    if at is None:
        return None
    before = Count(counts[at], _occurred(history.days(at)))
    least = history.frame.parameters.percent_least
    return change(now, before, weeks=weeks, week=str(history.weeks[at]), least=least)


def _days(history: History) -> tuple[DayCount, ...]:
    occurred = history.columns.occurred[history.standing.received & (history.occurred == history.now)]
    found = []
    for day in history.frame.iso.days:
        days = Days(day, day)
        number = int(np.count_nonzero(within(days, occurred, history.frame.zone)))
        found.append(DayCount(day, Count(number, _occurred(days))))
    return tuple(found)
