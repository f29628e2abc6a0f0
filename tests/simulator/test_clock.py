"""The simulator's due times are the product's due times."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from app.domain.calendar import CalendarYear, WorkCalendar
from app.domain.deadline import Clock, Term, due
from services.simulator.clock import Limit, OfficeClock

YEAR = CalendarYear(
    id="310114-2026",
    place="310114",
    year=2026,
    holidays=tuple(date(2026, 10, day) for day in (1, 2, 5, 6, 7)),
    workdays=(date(2026, 9, 26), date(2026, 10, 10)),
)


@pytest.mark.parametrize(
    "limit",
    [
        Limit("U", 30, "minute"),
        Limit("U", 2, "hour"),
        Limit("W", 4, "hour"),
        Limit("D", 1, "day"),
        Limit("D", 15, "day"),
        Limit("N", 2, "day"),
    ],
    ids=lambda limit: f"{limit.kind}{limit.amount}{limit.unit}",
)
def test_due_as_the_domain_says(limit: Limit) -> None:
    calendar = WorkCalendar((YEAR,))
    clock = OfficeClock(date(2026, 9, 1), date(2026, 11, 1), workday=calendar.is_workday)
    term = Term(Clock(limit.kind), limit.amount / 60 if limit.unit == "minute" else limit.amount)
    for minutes in np.random.default_rng(1).integers(0, 60 * 1440, 200):
        start = datetime(2026, 9, 1, 0, 0, tzinfo=UTC) + timedelta(minutes=int(minutes))
        assert abs(clock.due(start, limit) - due(start, term, calendar)) < timedelta(milliseconds=1)


def test_counted_is_the_other_way_round() -> None:
    clock = OfficeClock(date(2026, 9, 1), date(2026, 11, 1))
    limit = Limit("D", 5, "day")
    start = datetime(2026, 9, 4, 7, 15, tzinfo=UTC)
    assert clock.counted(start, clock.due(start, limit), limit) == pytest.approx(limit.hours)
    assert clock.counted(start, clock.due(start, limit, part=0.3), limit) == pytest.approx(0.3 * limit.hours)
