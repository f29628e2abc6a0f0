"""What is computed: which area and week, as of when, by which numbers."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
from msgspec import Struct

from app.analysis.week import Week, as_moment
from app.domain.problems import Code, Problem

MODEL = "weekly-1"
"""Version of the figures; it changes whenever the same input would give other numbers or words."""


class Parameters(Struct, frozen=True, kw_only=True):
    """The numbers that the figures rest on; proposals (facts 11.10, analysis 3), kept as data and printed with the package.

    Control chart: `baseline_weeks` before the week, at least `baseline_least`; drawn on weeks when their
    mean reaches `chart_least`, else on sums of `sum_weeks`. `percent_least` is the smallest base of a
    percentage. Repeats: same place and class within `repeat_days`; a place is hot from `hot_least` reports
    in the week. `age_days` are the lower ends of the bands of overdue cases in days. Time to close is
    measured on the reports of the last `survival_weeks`. A force is heavily loaded from `heavy_ratio` times
    the median of case-hours. `unknown_classes` are codes that stand for "not classified".
    """

    baseline_weeks: int = 26
    baseline_least: int = 12
    year_weeks: int = 52
    chart_least: float = 5.0
    sum_weeks: int = 4
    percent_least: int = 10
    repeat_days: int = 28
    hot_least: int = 3
    listed: int = 10
    age_days: tuple[int, ...] = (0, 1, 3, 7, 30)
    survival_weeks: int = 4
    heavy_ratio: float = 2.0
    heat_grids: int = 40
    heat_classes: int = 12
    unknown_classes: tuple[str, ...] = ("", "0000")


class WeekFrame(Struct, frozen=True, kw_only=True):
    """The week of an area, seen at the cut-off.

    `week` is written 2026-W47 and lived on the wall clock of `zone`. `cutoff` is the aware moment at which
    the input was taken: what happened later is unknown, what is open then is open. `since` is the day from
    which the records are complete; without it the day of the first report counts. `provisional` marks
    figures that a desk computes from its cache (本地试算). Raises `Problem` for a week or zone that does
    not exist and ValueError for a cut-off without zone.
    """

    area: str
    week: str
    cutoff: datetime
    zone: str = "Asia/Shanghai"
    since: date | None = None
    provisional: bool = False
    parameters: Parameters = Parameters()

    def __post_init__(self) -> None:
        Week.parse(self.week)
        if self.cutoff.tzinfo is None:
            raise ValueError("the cut-off needs a time zone")
        try:
            ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError):
            raise Problem(Code.TIMEZONE_UNKNOWN, zone=self.zone) from None

    @property
    def iso(self) -> Week:
        """The week."""
        return Week.parse(self.week)

    @property
    def at(self) -> np.datetime64:
        """The cut-off as datetime64[s] in UTC."""
        return as_moment(self.cutoff)

    @property
    def is_over(self) -> bool:
        """Whether the whole week lies before the cut-off."""
        return self.cutoff >= self.iso.bounds(self.zone)[1]
