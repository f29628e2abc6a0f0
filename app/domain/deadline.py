"""Deadlines: four kinds of clock, one function for all due times, a ledger of pauses.

The kinds are those of the field (facts, 4.7): urgent hours run day and night, work hours inside the working periods, work days
over whole working days, natural days day and night.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from app.domain.calendar import WorkCalendar
from app.domain.ids import SHANGHAI

LONGEST_SEARCH = timedelta(days=800)


class Clock(StrEnum):
    """How time is counted."""

    URGENT_HOUR = "U"
    WORK_HOUR = "W"
    WORK_DAY = "D"
    NATURAL_DAY = "N"


class Term(Struct, frozen=True):
    """An amount of time on one of the four clocks: Term(Clock.WORK_HOUR, 4) is W4h."""

    clock: Clock
    amount: float

    def scaled(self, factor: float) -> Term:
        """The same clock with a part of the amount."""
        return Term(self.clock, self.amount * factor)

    def __str__(self) -> str:
        unit = "" if self.clock in (Clock.WORK_DAY, Clock.NATURAL_DAY) else "h"
        return f"{self.clock.value}{self.amount:g}{unit}"


class Pause(Struct, frozen=True, kw_only=True):
    """A stretch in which the clock stood still; `ends` is None while it lasts."""

    starts: datetime
    ends: datetime | None = None
    reason: str = ""


def due(start: datetime, term: Term, calendar: WorkCalendar, pauses: tuple[Pause, ...] = ()) -> datetime:
    """When the term is over, counted from `start`, with the pauses left out.

    A pause that still lasts is counted up to its start only: the answer then is the due time if it ended at once.
    """
    wanted = _wanted(term, start, calendar)
    moment = start
    for pause in _merged(pauses):
        if pause.ends is None or pause.ends <= moment:
            continue
        counted = counted_between(moment, pause.starts, term.clock, calendar)
        if pause.starts > moment and counted >= wanted:
            break
        wanted -= counted
        moment = max(moment, pause.ends)
    return _advance(moment, wanted, term.clock, calendar)


def elapsed(start: datetime, now: datetime, clock: Clock, calendar: WorkCalendar, pauses: tuple[Pause, ...] = ()) -> timedelta:
    """Time counted on the clock from `start` to `now` without the union of the pauses."""
    total = counted_between(start, now, clock, calendar)
    for pause in _merged(pauses):
        begins = max(pause.starts, start)
        ends = min(pause.ends or now, now)
        total -= counted_between(begins, ends, clock, calendar)
    return max(total, timedelta())


def left_of(term: Term, ends: datetime, now: datetime, calendar: WorkCalendar) -> Term:
    """What is left of a term that ends then, in hours of the same kind; nothing once it is over."""
    return in_hours(term.clock, counted_between(now, ends, term.clock, calendar))


def in_hours(clock: Clock, counted: timedelta) -> Term:
    """Time that was counted on a clock, as hours of the same kind: day and night, or inside the working periods."""
    round_the_clock = clock in (Clock.URGENT_HOUR, Clock.NATURAL_DAY)
    return Term(Clock.URGENT_HOUR if round_the_clock else Clock.WORK_HOUR, counted / timedelta(hours=1))


def counted_between(start: datetime, end: datetime, clock: Clock, calendar: WorkCalendar) -> timedelta:
    """Time that the clock counts between two moments; zero when the end is not later."""
    if end <= start:
        return timedelta()
    if clock in (Clock.URGENT_HOUR, Clock.NATURAL_DAY):
        return end - start
    return calendar.work_between(start, end)


def _wanted(term: Term, start: datetime, calendar: WorkCalendar) -> timedelta:
    if term.clock is Clock.NATURAL_DAY:
        return timedelta(days=term.amount)
    if term.clock is Clock.WORK_DAY:
        return calendar.day_length(start.astimezone(SHANGHAI).date()) * term.amount
    return timedelta(hours=term.amount)


def _advance(moment: datetime, wanted: timedelta, clock: Clock, calendar: WorkCalendar) -> datetime:
    if clock in (Clock.URGENT_HOUR, Clock.NATURAL_DAY):
        return moment + wanted
    day = moment.astimezone(SHANGHAI).date()
    last = day + LONGEST_SEARCH
    while day <= last:
        for opens, closes in calendar.frames(day):
            begins = max(opens, moment)
            if closes <= begins:
                continue
            if closes - begins >= wanted:
                return begins + wanted
            wanted -= closes - begins
        day += timedelta(days=1)
    raise ValueError("the calendar has no working time within two years")


def _merged(pauses: tuple[Pause, ...]) -> list[Pause]:
    merged: list[Pause] = []
    for pause in sorted(pauses, key=lambda p: p.starts):
        last = merged[-1] if merged else None
        if last is None or (last.ends is not None and pause.starts > last.ends):
            merged.append(pause)
        elif last.ends is None or pause.ends is None:
            merged[-1] = Pause(starts=last.starts, reason=last.reason)
        else:
            merged[-1] = Pause(starts=last.starts, ends=max(last.ends, pause.ends), reason=last.reason)
    return merged
