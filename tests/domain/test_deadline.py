"""Deadlines: four clocks, pauses, make-up working days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.calendar import CalendarYear, WorkCalendar
from app.domain.deadline import Clock, Pause, Term, due, elapsed
from app.domain.ids import SHANGHAI

# The week of the National Day of 2026 as an example of holidays and of a Saturday made up for (invented for the test).
CALENDAR = WorkCalendar(
    (
        CalendarYear(
            id="310114-2026",
            place="310114",
            year=2026,
            holidays=tuple(date(2026, 10, day) for day in (1, 2, 5, 6, 7)),
            workdays=(date(2026, 10, 10),),
        ),
    )
)


def wall(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


def test_urgent_hours_run_through_the_night() -> None:
    assert due(wall(2026, 10, 3, 23), Term(Clock.URGENT_HOUR, 2), CALENDAR) == wall(2026, 10, 4, 1)


def test_work_hours_stop_at_noon_and_over_the_holiday() -> None:
    assert due(wall(2026, 9, 30, 11), Term(Clock.WORK_HOUR, 2), CALENDAR) == wall(2026, 9, 30, 14, 30)
    assert due(wall(2026, 9, 30, 17), Term(Clock.WORK_HOUR, 1), CALENDAR) == wall(2026, 10, 8, 9)


def test_a_working_day_ends_at_the_same_hour_and_made_up_saturdays_count() -> None:
    assert due(wall(2026, 10, 9, 10), Term(Clock.WORK_DAY, 1), CALENDAR) == wall(2026, 10, 10, 10)
    assert due(wall(2026, 10, 10, 10), Term(Clock.WORK_DAY, 1), CALENDAR) == wall(2026, 10, 12, 10)


def test_natural_days_are_whole_days() -> None:
    assert due(wall(2026, 10, 1, 10), Term(Clock.NATURAL_DAY, 2), CALENDAR) == wall(2026, 10, 3, 10)


def test_a_year_without_decree_counts_monday_to_friday_and_says_so() -> None:
    assert due(wall(2031, 10, 3, 17), Term(Clock.WORK_HOUR, 1), CALENDAR) == wall(2031, 10, 6, 9)
    assert not CALENDAR.knows(date(2031, 10, 3))


def test_pauses_that_overlap_count_once() -> None:
    start = wall(2026, 11, 2, 9)
    pauses = (
        Pause(starts=start + timedelta(hours=1), ends=start + timedelta(hours=3)),
        Pause(starts=start + timedelta(hours=2), ends=start + timedelta(hours=4)),
    )
    assert due(start, Term(Clock.URGENT_HOUR, 2), CALENDAR, pauses) == start + timedelta(hours=5)


NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
moments = st.integers(0, 330 * 24 * 60).map(lambda minutes: NEW_YEAR + timedelta(minutes=minutes))
terms = st.builds(Term, st.sampled_from(list(Clock)), st.sampled_from([0.5, 1, 2, 4, 5]))


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[datetime, tuple[Pause, ...]]:
    start = draw(moments)
    stretches = draw(st.lists(st.tuples(st.integers(0, 200), st.integers(1, 72)), max_size=4))
    return start, tuple(
        Pause(starts=start + timedelta(hours=begins), ends=start + timedelta(hours=begins + length))
        for begins, length in stretches
    )


@settings(max_examples=150, deadline=None)
@given(ledger=ledgers(), term=terms)
def test_what_is_counted_up_to_the_due_time_is_the_term(ledger: tuple[datetime, tuple[Pause, ...]], term: Term) -> None:
    start, pauses = ledger
    ends = due(start, term, CALENDAR, pauses)
    counted = elapsed(start, ends, term.clock, CALENDAR, pauses)
    day = CALENDAR.day_length(date(2026, 1, 5))
    wanted = {
        Clock.URGENT_HOUR: timedelta(hours=term.amount),
        Clock.WORK_HOUR: timedelta(hours=term.amount),
        Clock.WORK_DAY: day * term.amount,
        Clock.NATURAL_DAY: timedelta(days=term.amount),
    }[term.clock]
    assert counted == wanted


@settings(max_examples=80, deadline=None)
@given(ledger=ledgers(), term=terms)
def test_the_order_in_which_pauses_were_entered_changes_nothing(ledger: tuple[datetime, tuple[Pause, ...]], term: Term) -> None:
    start, pauses = ledger
    assert due(start, term, CALENDAR, pauses) == due(start, term, CALENDAR, tuple(reversed(pauses)))
