"""Due times for invented histories: the four kinds of clock over plain office hours.

The rules are those of the product's own deadlines (a working day is the working time of one day, not eight
hours); they are kept apart because a hundred thousand due times are wanted at once, and a test holds the two
together.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

from msgspec import Struct

LOCAL = timezone(timedelta(hours=8), "Asia/Shanghai")  # no summer time since 1991
FRAMES = ((8 * 60 + 30, 11 * 60 + 30), (13 * 60, 17 * 60 + 30))  # minutes of the day
DAY_MINUTES = sum(end - start for start, end in FRAMES)
HOURS = {"minute": 1 / 60, "hour": 1.0, "day": 24.0}


class Limit(Struct, frozen=True):
    """An amount of time on one of the clocks U, W, D, N, as the code tables write it."""

    kind: str
    amount: int
    unit: str

    @property
    def hours(self) -> float:
        """Hours on its clock: a working day has 7.5, a natural day 24."""
        if self.kind == "D":
            return self.amount * DAY_MINUTES / 60
        return self.amount * HOURS[self.unit]


def monday_to_friday(day: date) -> bool:
    """Whether people work on the day when no calendar says better."""
    return day.weekday() < 5


class OfficeClock:
    """Due times between two days (local dates); a limit may run past the end by `beyond` days."""

    def __init__(self, first: date, last: date, *, workday: Callable[[date], bool] = monday_to_friday, beyond: int = 800) -> None:
        self._midnight = datetime(first.year, first.month, first.day, tzinfo=LOCAL)
        days = (last - first).days + 1 + beyond
        self.working = tuple(workday(first + timedelta(days=n)) for n in range(days))
        self._before = [0]
        for works in self.working:
            self._before.append(self._before[-1] + (DAY_MINUTES if works else 0))

    def due(self, start: datetime, limit: Limit, *, part: float = 1.0) -> datetime:
        """When that part of the limit is over (UTC), counted from `start`."""
        if limit.kind in ("U", "N"):
            return start + timedelta(hours=limit.hours * part)
        minutes = self._worked(start) + limit.hours * 60 * part
        day = bisect_left(self._before, minutes) - 1
        left = minutes - self._before[day]
        for opens, closes in FRAMES:
            if left <= closes - opens:
                return (self._midnight + timedelta(days=day, minutes=opens + left)).astimezone(UTC)
            left -= closes - opens
        raise AssertionError("a working day has its frames")

    def counted(self, start: datetime, end: datetime, limit: Limit) -> float:
        """Hours that the limit's clock counts between two moments."""
        if limit.kind in ("U", "N"):
            return (end - start).total_seconds() / 3600
        return (self._worked(end) - self._worked(start)) / 60

    def _worked(self, moment: datetime) -> float:
        passed = (moment - self._midnight).total_seconds() / 60
        day, minute = divmod(passed, 1440)
        worked = self._before[int(day)]
        if not self.working[int(day)]:
            return worked
        return worked + sum(min(max(minute - opens, 0.0), closes - opens) for opens, closes in FRAMES)
