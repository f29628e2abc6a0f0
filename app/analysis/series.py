"""A count week by week with its limits: weekly where there is enough, else in sums of four weeks, else bare."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from msgspec import Struct

from app.analysis.control_chart import Limits, Rule, Signal, count_limits, signals
from app.analysis.figures import Count, Days, IncidentsBehind
from app.analysis.history import History

Basis = Literal["weeks", "sums"]
Why = Literal["", "short", "few"]


class Period(Struct, frozen=True):
    """One point of a chart: its first and last week, its count, the rules that it breaks as their last point."""

    first: str
    last: str
    count: Count
    rules: tuple[Rule, ...] = ()


class Sign(Struct, frozen=True):
    """A signal that reaches the frame's week."""

    rule: Rule
    side: Literal["up", "down"]
    length: int


class Chart(Struct, frozen=True, kw_only=True):
    """A count against its limits.

    `periods` are the baseline and, last, the frame's week (or the sum that ends with it). `limits` are None
    where none can be drawn; `why` says so: "short" for a baseline of fewer than `least` periods (`points`
    of them), "few" for a mean under `chart_least` even in sums. `signs` are the signals of the last point;
    none while the week is not over (`over`).
    """

    basis: Basis
    periods: tuple[Period, ...]
    limits: Limits | None
    why: Why
    points: int
    least: int
    chart_least: float
    sum_weeks: int
    over: bool
    signs: tuple[Sign, ...]


def chart(history: History, counts: Sequence[int], behind: Callable[[Days], IncidentsBehind]) -> Chart:
    """The chart of a weekly count (one number for each week of the history); `behind` gives the list of a range of days."""
    parameters = history.frame.parameters
    basis, spans, why = _basis(history, counts)
    totals = [sum(counts[first : last + 1]) for first, last in spans]
    over = history.frame.is_over
    found = None if why else count_limits(totals[:-1])
    every = () if found is None else signals(totals if over else totals[:-1], found)
    return Chart(
        basis=basis,
        periods=_periods(history, totals, behind, spans, every),
        limits=found,
        why=why,
        points=len(spans) - 1,
        least=parameters.baseline_least,
        chart_least=parameters.chart_least,
        sum_weeks=parameters.sum_weeks,
        over=over,
        signs=tuple(Sign(sign.rule, sign.side, sign.length) for sign in every if sign.last == len(totals) - 1),
    )


def outside(history: History, counts: Sequence[int]) -> tuple[Limits, int] | None:
    """Limits of a weekly count and whether its last week is above (1), below (-1) or inside (0); None where none can be drawn."""
    parameters = history.frame.parameters
    base = [counts[at] for at in history.baseline()]
    if len(base) < parameters.baseline_least or not _enough(base, parameters.chart_least):
        return None
    found = count_limits(base)
    last = counts[history.now]
    return found, ((last > found.upper) - (last < found.lower)) if history.frame.is_over else 0


def _basis(history: History, counts: Sequence[int]) -> tuple[Basis, list[tuple[int, int]], Why]:
    """Weeks or sums, the spans of weeks to draw (the frame's last), and why there are no limits."""
    parameters = history.frame.parameters
    base = history.baseline()
    weekly = [(at, at) for at in (*base, history.now)]
    if len(base) < parameters.baseline_least:
        return "weeks", weekly, "short"
    if _enough([counts[at] for at in base], parameters.chart_least):
        return "weeks", weekly, ""
    spans = _sums(history)
    if len(spans) - 1 < parameters.baseline_least:
        return "sums", spans, "short"
    totals = [sum(counts[first : last + 1]) for first, last in spans[:-1]]
    return "sums", spans, "" if _enough(totals, parameters.chart_least) else "few"


def _enough(counts: Sequence[int], least: float) -> bool:
    """Whether the mean is large enough for a chart."""
    return sum(counts) >= least * len(counts)


def _sums(history: History) -> list[tuple[int, int]]:
    """Spans of four weeks end to end, oldest first, the last one ending with the frame's week."""
    parameters = history.frame.parameters
    width = parameters.sum_weeks
    lasts = [history.now - width * back for back in range(parameters.baseline_weeks + 1)]
    whole = [(last - width + 1, last) for last in lasts if last - width + 1 >= history.first]
    return whole[::-1] or [(history.now, history.now)]


def _periods(
    history: History,
    totals: Sequence[int],
    behind: Callable[[Days], IncidentsBehind],
    spans: Sequence[tuple[int, int]],
    every: Sequence[Signal],
) -> tuple[Period, ...]:
    return tuple(
        Period(
            first=str(history.weeks[first]),
            last=str(history.weeks[last]),
            count=Count(total, behind(history.days(first, last))),
            rules=tuple(sign.rule for sign in every if sign.last == at),
        )
        for at, (total, (first, last)) in enumerate(zip(totals, spans, strict=True))
    )
