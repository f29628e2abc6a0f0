"""Working time: frames of a day, holidays, make-up working days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace

from app.domain.ids import SHANGHAI
from app.domain.record import Record

DEFAULT_FRAMES: tuple[tuple[time, time], ...] = ((time(8, 30), time(11, 30)), (time(13, 0), time(17, 30)))


class Edition(Struct, frozen=True, kw_only=True):
    """What a year said before it was changed at `until`: cases that began before go on to count by it."""

    until: datetime
    holidays: tuple[date, ...] = ()
    workdays: tuple[date, ...] = ()
    frames: tuple[tuple[time, time], ...] = DEFAULT_FRAMES
    decreed: bool = True
    edition: int = 1


class CalendarYear(Record, frozen=True, kw_only=True):
    """One year of a place's working calendar; its id is place and year, as 310114-2026; `town` is set for a town's own.

    `holidays` are weekdays without work, `workdays` are weekend days with work (调休). `decreed` is False for a year whose
    decree is not published yet: then Monday to Friday count, and the screens say so. `earlier` are former editions, oldest first.
    """

    kind: ClassVar[str] = "calendar"

    place: str
    year: int
    holidays: tuple[date, ...] = ()
    workdays: tuple[date, ...] = ()
    frames: tuple[tuple[time, time], ...] = DEFAULT_FRAMES
    decreed: bool = True
    edition: int = 1
    earlier: tuple[Edition, ...] = ()

    def as_of(self, moment: datetime) -> CalendarYear:
        """The year as it stood at the moment."""
        then = next((one for one in self.earlier if moment < one.until), None)
        if then is None:
            return self
        return replace(
            self,
            holidays=then.holidays,
            workdays=then.workdays,
            frames=then.frames,
            decreed=then.decreed,
            edition=then.edition,
            earlier=(),
        )


class WorkCalendar(Struct, frozen=True):
    """The years of a place put together; all questions about working time are asked here."""

    years: tuple[CalendarYear, ...] = ()

    @classmethod
    def of(cls, town: str, years: Iterable[CalendarYear]) -> WorkCalendar:
        """The calendar of a town: its own years, and those of the district where it has none of its own."""
        mine = {year.year: year for year in sorted(years, key=lambda year: year.town == town) if year.town in ("", town)}
        return cls(tuple(mine[key] for key in sorted(mine)))

    def as_of(self, moment: datetime) -> WorkCalendar:
        """The calendar by which a case that began at the moment counts (workflow, 8)."""
        if not any(year.earlier for year in self.years):
            return self
        return WorkCalendar(tuple(year.as_of(moment) for year in self.years))

    def is_workday(self, day: date) -> bool:
        """Whether people work on the day; a year without data counts Monday to Friday."""
        year = self._year(day)
        if year is not None and day in year.workdays:
            return True
        if year is not None and day in year.holidays:
            return False
        return day.weekday() < 5

    def knows(self, day: date) -> bool:
        """Whether the year of the day rests on a published decree."""
        year = self._year(day)
        return year is not None and year.decreed

    def frames(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """The working periods of the day in UTC, empty on a day off."""
        if not self.is_workday(day):
            return ()
        year = self._year(day)
        frames = DEFAULT_FRAMES if year is None else year.frames
        return tuple((_moment(day, start), _moment(day, end)) for start, end in frames)

    def day_length(self, day: date) -> timedelta:
        """Working time of one full working day in the year of the day."""
        year = self._year(day)
        frames = DEFAULT_FRAMES if year is None else year.frames
        return sum((_moment(day, end) - _moment(day, start) for start, end in frames), timedelta())

    def work_between(self, start: datetime, end: datetime) -> timedelta:
        """Working time between two moments; zero when the end is not later."""
        total = timedelta()
        day = start.astimezone(SHANGHAI).date()
        last = end.astimezone(SHANGHAI).date()
        while day <= last:
            for opens, closes in self.frames(day):
                overlap = min(closes, end) - max(opens, start)
                total += max(overlap, timedelta())
            day += timedelta(days=1)
        return total

    def _year(self, day: date) -> CalendarYear | None:
        return next((year for year in self.years if year.year == day.year), None)


def _moment(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, tzinfo=SHANGHAI).astimezone(UTC)
