"""ISO weeks: written, parsed, bounded in a time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.week import Week, as_moment, day_start, edges, local_day
from app.domain.problems import Code, Problem

days = st.dates(date(1992, 1, 1), date(2090, 1, 1))


@given(days)
def test_a_week_is_read_back_as_it_is_written(day: date) -> None:
    week = Week.of(day)
    assert Week.parse(str(week)) == week
    assert week.monday <= day <= week.sunday
    assert week.days[0] == week.monday
    assert week.days[6] == week.sunday


@given(days, st.integers(-60, 60))
def test_going_back_and_forth_ends_where_it_began(day: date, weeks: int) -> None:
    week = Week.of(day)
    assert week.before(weeks).before(-weeks) == week
    assert week.monday - week.before(weeks).monday == timedelta(weeks=weeks)


def test_the_year_of_a_week_is_the_year_of_its_thursday() -> None:
    assert str(Week.of(date(2026, 12, 31))) == "2026-W53"
    assert str(Week.of(date(2027, 1, 3))) == "2026-W53"
    assert str(Week.of(date(2024, 12, 30))) == "2025-W01"
    assert str(Week.parse("2027-W01").before()) == "2026-W53"


@pytest.mark.parametrize(
    "text", ["2026-W54", "2025-W53", "2026-W00", "2026-46", "2026-W4", " 2026-W46", "2026-W46\n", "", "０２６-W46", "0000-W01"]
)
def test_a_week_that_does_not_exist_is_a_numbered_problem(text: str) -> None:
    with pytest.raises(Problem) as refused:
        Week.parse(text)
    assert refused.value.code is Code.WEEK_UNKNOWN


def test_a_week_begins_at_midnight_in_shanghai() -> None:
    start, end = Week.parse("2026-W46").bounds("Asia/Shanghai")
    assert start == datetime(2026, 11, 8, 16, tzinfo=UTC)
    assert end == datetime(2026, 11, 15, 16, tzinfo=UTC)


def test_where_clocks_change_a_week_has_an_hour_more_or_less() -> None:
    spring = Week.of(date(2026, 3, 8)).bounds("America/New_York")
    autumn = Week.of(date(2026, 11, 1)).bounds("America/New_York")
    assert spring[1] - spring[0] == timedelta(hours=167)
    assert autumn[1] - autumn[0] == timedelta(hours=169)


@given(days, st.sampled_from(["Asia/Shanghai", "America/New_York", "Europe/London"]))
def test_every_day_begins_on_its_own_date(day: date, zone: str) -> None:
    start = as_moment(day_start(day, zone))
    assert local_day(start, zone) == day
    assert local_day(start - np.timedelta64(1, "s"), zone) == day - timedelta(days=1)
    assert edges([day], zone)[0] == start
