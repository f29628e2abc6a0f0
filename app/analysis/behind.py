"""From a number back to the list behind it."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
from msgspec import Struct

from app.analysis.chains import chains
from app.analysis.columns import ActionColumns, BoolArray, IncidentColumns, IntArray, Keys
from app.analysis.figures import ActionsBehind, Answer, Behind, Days, Gap, IncidentsBehind, Standing
from app.analysis.frame import WeekFrame
from app.analysis.snapshot import (
    LATE_CLOSED,
    LATE_OPEN,
    ON_TIME,
    SUSPENDED,
    UNTOLD,
    Snapshot,
    reviews,
    snapshot,
)
from app.analysis.week import TimeArray, as_moment, day_start

ANSWERS: dict[Answer, int] = {
    "on_time": ON_TIME,
    "late_closed": LATE_CLOSED,
    "late_open": LATE_OPEN,
    "suspended": SUSPENDED,
    "untold": UNTOLD,
}
DAY = 86_400


def select(columns: IncidentColumns | ActionColumns, behind: Behind, frame: WeekFrame) -> IntArray:
    """The rows behind a number, as indices into the columns that the filter speaks of.

    Cases come in the order of occurrence, then id; actions in their own order. TypeError for a filter of
    the other list.
    """
    if isinstance(columns, IncidentColumns):
        return Lists.of(columns, frame).rows(behind)
    if not isinstance(behind, ActionsBehind):
        raise TypeError("this filter speaks of cases")
    found = [row for row, review in enumerate(reviews(columns, frame)) if review is not None]
    if behind.reviews:
        found = [row for row in found if reviews(columns, frame)[row] in behind.reviews]
    found = [row for row in found if columns.rows[row].carried >= behind.carried_from]
    return np.array(found, dtype=np.int64)


class Lists(Struct, frozen=True, eq=False):
    """The lists behind the numbers of one frame; make it once to open many lists of the same columns."""

    columns: IncidentColumns
    frame: WeekFrame
    standing: Snapshot
    repeats: BoolArray

    @classmethod
    def of(cls, columns: IncidentColumns, frame: WeekFrame) -> Lists:
        """The lists of the columns as they stand at the cut-off of the frame."""
        standing = snapshot(columns, frame)
        found = chains(columns, standing, days=frame.parameters.repeat_days)
        return cls(columns, frame, standing, found.repeats(len(columns)))

    def rows(self, behind: Behind) -> IntArray:
        """The cases behind a number, in the order of occurrence, then id."""
        if not isinstance(behind, IncidentsBehind):
            raise TypeError("this filter speaks of actions")
        found = np.flatnonzero(self._standing(behind) & self._days(behind) & self._keys(behind) & self._marks(behind))
        return found[np.lexsort((self.columns.ids[found], self.columns.occurred[found]))]

    def _standing(self, behind: IncidentsBehind) -> BoolArray:
        mask = self.standing.received
        if behind.standing is not None:
            mask = mask & self._stands(behind.standing)
        if behind.answers:
            mask = mask & np.isin(self.standing.answer, [ANSWERS[answer] for answer in behind.answers])
        if behind.overdue_days is not None:
            least, most = behind.overdue_days
            late = self.standing.late_seconds
            mask = mask & self.standing.overdue & (late >= least * DAY)
            mask = mask if most is None else mask & (late < most * DAY)
        return mask

    def _stands(self, standing: Standing) -> BoolArray:
        return {
            "valid": self.standing.valid,
            "withdrawn": self.standing.withdrawn,
            "open": self.standing.open,
            "ended": self.standing.ended,
            "overdue": self.standing.overdue,
        }[standing]

    def _days(self, behind: IncidentsBehind) -> BoolArray:
        mask = np.ones(len(self.columns), dtype=np.bool_)
        for days, times in (
            (behind.occurred, self.columns.occurred),
            (behind.due, self.standing.due),
            (behind.closed, self.standing.closed),
        ):
            if days is not None:
                mask &= within(days, times, self.frame.zone)
        if behind.in_hand is not None:
            start, end = moments(behind.in_hand, self.frame.zone)
            known = self.standing.open | (self.standing.closed > start)
            mask &= known & self.standing.timed & (self.standing.begun < end)
        return mask

    def _keys(self, behind: IncidentsBehind) -> BoolArray:
        columns = self.columns
        mask = np.ones(len(columns), dtype=np.bool_)
        wanted: tuple[tuple[tuple[str, ...], Keys], ...] = (
            (behind.classes, columns.class_code),
            (behind.sources, columns.source),
            (behind.severities, columns.severity),
            (behind.units, columns.unit),
            (behind.micros, columns.micro),
            (behind.forces, columns.holder),
            (behind.places, columns.place),
        )
        for values, keys in wanted:
            if values:
                mask &= keys.among(values)
        for values, keys in ((behind.other_classes, columns.class_code), (behind.other_units, columns.unit)):
            if values:
                mask &= ~keys.among(values)
        return mask

    def _marks(self, behind: IncidentsBehind) -> BoolArray:
        mask = np.ones(len(self.columns), dtype=np.bool_)
        if behind.repeat:
            mask &= self.repeats
        if behind.first_time:
            mask &= self.standing.ended & first_time(self.columns)
        if behind.timed:
            mask &= self.standing.timed
        if behind.missing:
            mask &= self._lacks(behind.missing)
        if behind.present:
            mask &= ~self._lacks(behind.present)
        return mask

    def _lacks(self, gaps: tuple[Gap, ...]) -> BoolArray:
        found = np.zeros(len(self.columns), dtype=np.bool_)
        for gap in gaps:
            found |= missing(self.columns, self.standing, gap, self.frame)
        return found


def moments(days: Days, zone: str) -> tuple[np.datetime64, np.datetime64]:
    """First moment of the days and first moment after them, datetime64[s] in UTC."""
    return as_moment(day_start(days.first, zone)), as_moment(day_start(days.last + timedelta(days=1), zone))


def within(days: Days, times: TimeArray, zone: str) -> BoolArray:
    """Which of the times lie in the days; NaT never does."""
    start, end = moments(days, zone)
    return (times >= start) & (times < end)


def first_time(columns: IncidentColumns) -> BoolArray:
    """Cases that were never returned, reworked or reopened (一次完成, facts 2.4)."""
    clean: BoolArray = (columns.reopened == 0) & (columns.returned == 0)
    return clean


def missing(columns: IncidentColumns, standing: Snapshot, gap: Gap, frame: WeekFrame) -> BoolArray:
    """Cases that lack a fact which figures need."""
    if gap == "class":
        return columns.class_code.among(frame.parameters.unknown_classes)
    if gap == "closing":
        return standing.ended & ~standing.timed
    if gap == "due":
        return np.isnat(columns.due) & (columns.in_time < 0)
    return {"unit": columns.unit, "micro": columns.micro, "place": columns.place}[gap].among(("",))
