"""The weeks behind the frame's week: where they begin, which of them are whole, how often something happened in each."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property

import numpy as np

from app.analysis.columns import BoolArray, IncidentColumns, IntArray
from app.analysis.figures import Days
from app.analysis.frame import WeekFrame
from app.analysis.snapshot import Snapshot
from app.analysis.week import TimeArray, Week, edges, local_day


class History:
    """The frame's week and the weeks before it, oldest first, as far back as any figure looks; made once a package.

    `first` is the index of the first week that the records cover from its Monday on: from
    `WeekFrame.since`, else from the day of the first report. Whole weeks only, so that a week cut short by
    the beginning of the records is no baseline.
    """

    def __init__(self, columns: IncidentColumns, standing: Snapshot, frame: WeekFrame) -> None:
        parameters = frame.parameters
        length = max((parameters.baseline_weeks + 1) * parameters.sum_weeks, parameters.year_weeks + 1)
        self.frame = frame
        self.columns = columns
        self.standing = standing
        self.weeks: tuple[Week, ...] = tuple(frame.iso.before(length - 1 - at) for at in range(length))
        mondays = [week.monday for week in self.weeks]
        self.edges: TimeArray = edges([*mondays, mondays[-1] + timedelta(weeks=1)], frame.zone)
        self.first: int = self._first()

    @property
    def now(self) -> int:
        """The index of the frame's week."""
        return len(self.weeks) - 1

    @cached_property
    def occurred(self) -> IntArray:
        """The index of the week in which each case occurred, -1 for other weeks."""
        return self.index(self.columns.occurred)

    @cached_property
    def due(self) -> IntArray:
        """The index of the week in which each case owed its answer, -1 for other weeks."""
        return self.index(self.standing.due)

    def index(self, times: TimeArray) -> IntArray:
        """The index of the week that holds each time, -1 for times of other weeks and NaT."""
        found = np.searchsorted(self.edges, times, side="right") - 1
        found[(found >= len(self.weeks)) | np.isnat(times)] = -1
        return found

    def per_week(self, mask: BoolArray, weeks: IntArray) -> list[int]:
        """How many of the masked rows fall in each week."""
        chosen = weeks[mask & (weeks >= 0)]
        return [int(number) for number in np.bincount(chosen, minlength=len(self.weeks))]

    def baseline(self) -> range:
        """The indices of the whole weeks before the frame's week that limits rest on, oldest first."""
        return range(max(self.first, self.now - self.frame.parameters.baseline_weeks), self.now)

    def days(self, first: int, last: int | None = None) -> Days:
        """The days of a week, or from the first day of one to the last of another."""
        return Days(self.weeks[first].monday, self.weeks[first if last is None else last].sunday)

    @property
    def week(self) -> Days:
        """The days of the frame's week."""
        return self.days(self.now)

    def back(self, weeks: int) -> int | None:
        """The index of the week so many weeks before, None where the records do not cover it."""
        at = self.now - weeks
        return at if at >= self.first else None

    def _first(self) -> int:
        start = self._start()
        if start is None:
            return self.now
        monday = start if start.isoweekday() == 1 else start + timedelta(days=8 - start.isoweekday())
        return min(next((at for at, week in enumerate(self.weeks) if week.monday >= monday), self.now), self.now)

    def _start(self) -> date | None:
        if self.frame.since is not None:
            return self.frame.since
        counted = self.columns.occurred[self.standing.received]
        return local_day(counted.min(), self.frame.zone) if len(counted) else None
