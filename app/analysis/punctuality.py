"""The on-time share: of the cases that owed an answer, how many gave it in time (facts 2.4)."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from app.analysis.behind import ANSWERS, first_time, within
from app.analysis.columns import IntArray
from app.analysis.control_chart import Limits, limits, signals
from app.analysis.figures import Answer, Count, Days, IncidentsBehind, Share, rounded, share
from app.analysis.history import History
from app.analysis.series import Sign

KINDS = 6
"""How many answers a snapshot knows."""
OWED: tuple[Answer, ...] = ("on_time", "late_closed", "late_open")
"""The answers of the cases that should have ended (应结案 without 缓办)."""


class RatePoint(Struct, frozen=True):
    """The on-time share of one week."""

    week: str
    on_time: Share


class Punctuality(Struct, frozen=True, kw_only=True):
    """The answers of the week, and the on-time share against the weeks before.

    On-time share = cases that ended by their due time / cases due in the week, without those on a granted
    wait; an open case past due is not on time (`late_open`). `untold` cases ended nobody knows when and
    stay out. Limits rest on the weeks with a percentage; `baseline` of them were there, `baseline_least`
    are needed. `difference` is in percentage points. `first_time` are cases closed in the week that were
    never returned, reworked or reopened.
    """

    on_time: Share
    late_closed: Count
    late_open: Count
    suspended: Count
    untold: Count
    before: Share | None
    difference: float | None
    weeks: tuple[RatePoint, ...]
    baseline: int
    baseline_least: int
    limits: Limits | None
    signs: tuple[Sign, ...]
    first_time: Share
    over: bool


def punctuality(history: History) -> Punctuality:
    """The answers that were owed in the frame's week."""
    table = _answers(history)
    shown = (*history.baseline(), history.now)
    points = tuple(RatePoint(str(history.weeks[at]), _rate(history, table, at)) for at in shown)
    now = points[-1].on_time
    before = points[-2].on_time if history.back(1) is not None and len(points) > 1 else None
    base = [point.on_time.percent for point in points[:-1] if point.on_time.percent is not None]
    enough = len(base) >= history.frame.parameters.baseline_least
    found = limits(base, lowest=0.0, highest=100.0) if enough else None
    return Punctuality(
        on_time=now,
        late_closed=_answered(history, table, "late_closed"),
        late_open=_answered(history, table, "late_open"),
        suspended=_answered(history, table, "suspended"),
        untold=_answered(history, table, "untold"),
        before=before,
        difference=_difference(now, before),
        weeks=points,
        baseline=len(base),
        baseline_least=history.frame.parameters.baseline_least,
        limits=found,
        signs=_signs(history, base, now.percent, found),
        first_time=_first_time(history),
        over=history.frame.is_over,
    )


def owed(days: Days, *answers: Answer, classes: tuple[str, ...] = ()) -> IncidentsBehind:
    """The list of cases due in the days that gave one of the answers."""
    return IncidentsBehind(due=days, answers=answers, classes=classes)


def _answers(history: History) -> IntArray:
    """How many cases gave each answer in the week it was owed: weeks x answers."""
    chosen = history.standing.received & (history.due >= 0)
    cells = history.due[chosen] * KINDS + history.standing.answer[chosen]
    return np.bincount(cells, minlength=len(history.weeks) * KINDS).reshape(len(history.weeks), KINDS)


def _rate(history: History, table: IntArray, at: int) -> Share:
    days = history.days(at)
    kept = int(table[at, ANSWERS["on_time"]])
    whole = sum(int(table[at, ANSWERS[answer]]) for answer in OWED)
    least = history.frame.parameters.percent_least
    return share(Count(kept, owed(days, "on_time")), Count(whole, owed(days, *OWED)), least=least)


def _answered(history: History, table: IntArray, answer: Answer) -> Count:
    return Count(int(table[history.now, ANSWERS[answer]]), owed(history.week, answer))


def _signs(history: History, base: list[float], now: float | None, found: Limits | None) -> tuple[Sign, ...]:
    if found is None or now is None or not history.frame.is_over:
        return ()
    every = signals([*base, now], found)
    return tuple(Sign(sign.rule, sign.side, sign.length) for sign in every if sign.last == len(base))


def _difference(now: Share, before: Share | None) -> float | None:
    if before is None or now.percent is None or before.percent is None:
        return None
    return rounded(now.percent - before.percent)


def _first_time(history: History) -> Share:
    closed = history.standing.ended & within(history.week, history.standing.closed, history.frame.zone)
    clean = closed & first_time(history.columns)
    behind = IncidentsBehind(closed=history.week, standing="ended")
    clean_behind = IncidentsBehind(closed=history.week, standing="ended", first_time=True)
    return share(
        Count(int(np.count_nonzero(clean)), clean_behind),
        Count(int(np.count_nonzero(closed)), behind),
        least=history.frame.parameters.percent_least,
    )
