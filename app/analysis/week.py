"""ISO weeks: how they are written, when they begin and end in a time zone, which week came before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from app.domain.problems import Code, Problem

TimeArray = npt.NDArray[np.datetime64]
"""Moments in UTC, datetime64[s]; NaT where there is none."""

_WRITTEN = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)


class Week(Struct, frozen=True, order=True):
    """One ISO week, Monday to Sunday; written as 2026-W47."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Week:
        """The week that the text names; a `Problem` (WEEK_UNKNOWN) where no such week exists."""
        match = _WRITTEN.fullmatch(text)
        if match is None:
            raise Problem(Code.WEEK_UNKNOWN, week=text)
        try:
            monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        except ValueError:
            raise Problem(Code.WEEK_UNKNOWN, week=text) from None
        return cls.of(monday)

    @classmethod
    def of(cls, day: date) -> Week:
        """The week that holds the day."""
        year, number, _ = day.isocalendar()
        return cls(year, number)

    def __str__(self) -> str:
        return f"{self.year:04d}-W{self.number:02d}"

    @property
    def monday(self) -> date:
        """Its first day."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        """Its last day."""
        return date.fromisocalendar(self.year, self.number, 7)

    @property
    def days(self) -> tuple[date, ...]:
        """Its seven days, Monday first."""
        return tuple(self.monday + timedelta(days=ahead) for ahead in range(7))

    def before(self, weeks: int = 1) -> Week:
        """The week so many weeks earlier (later where negative)."""
        return Week.of(self.monday - timedelta(weeks=weeks))

    def bounds(self, zone: str) -> tuple[datetime, datetime]:
        """Its first moment and the first moment of the next week, wall time of the zone, given in UTC."""
        return day_start(self.monday, zone), day_start(self.sunday + timedelta(days=1), zone)


def day_start(day: date, zone: str) -> datetime:
    """Midnight of the day on the wall clock of the zone, in UTC."""
    return datetime.combine(day, time(), tzinfo=ZoneInfo(zone)).astimezone(UTC)


def local_day(moment: np.datetime64, zone: str) -> date:
    """The day on the wall clock of the zone at a UTC moment (datetime64[s], not NaT)."""
    seconds = int(moment.astype("datetime64[s]").astype(np.int64))
    return datetime.fromtimestamp(seconds, tz=ZoneInfo(zone)).date()


def as_moment(moment: datetime) -> np.datetime64:
    """An aware datetime as datetime64[s] in UTC, part seconds dropped."""
    return np.datetime64(int(moment.timestamp() // 1), "s")


def edges(days: Sequence[date], zone: str) -> TimeArray:
    """The midnights of the days in UTC, datetime64[s], same length and order."""
    return np.array([as_moment(day_start(day, zone)) for day in days], dtype="datetime64[s]")
