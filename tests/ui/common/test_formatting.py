"""Times and numbers as the desk reads them, in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from ui.common.formatting import (
    Language,
    age,
    ago,
    clock,
    clock_offset,
    day_of,
    distance,
    file_size,
    full_moment,
    hour_minute,
    limit,
    moment_near,
    month_day,
    number,
    per_cent,
    remainder,
    signed,
    week,
    weekday,
)

EN = Language.ENGLISH
NOON = datetime(2026, 11, 18, 6, 32, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "chinese", "english"),
    [
        (72, "剩 01:12", "01:12 left"),
        (413.9, "剩 06:53", "06:53 left"),
        (6400, "剩 1:46:40", "1:46:40 left"),
        (86399, "剩 23:59:59", "23:59:59 left"),
        (2 * 86400 + 5, "剩 2 天", "2 d left"),
        (0, "剩 00:00", "00:00 left"),
        (-0.5, "超 00:00", "over 00:00"),
        (-280, "超 04:40", "over 04:40"),
        (-14520, "超 4:02:00", "over 4:02:00"),
        (-3 * 86400, "超 3 天", "over 3 d"),
    ],
)
def test_what_is_left_of_a_limit(seconds: float, chinese: str, english: str) -> None:
    assert remainder(seconds) == chinese
    assert remainder(seconds, EN) == english


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "00:00:00"),
        (2515, "00:41:55"),
        (22811, "06:20:11"),
        (99 * 3600 + 59, "99:00:59"),
        (-5, "00:00:00"),
        (5 * 86400, "5 天"),
    ],
)
def test_ages(seconds: float, shown: str) -> None:
    assert age(seconds) == shown
    assert age(5 * 86400, EN) == "5 d"


@pytest.mark.parametrize(
    ("seconds", "chinese", "english"),
    [
        (900, "15 分", "15 min"),
        (7200, "2 小时", "2 h"),
        (5400, "1 小时 30 分", "1 h 30 min"),
        (5 * 86400, "5 天", "5 d"),
        (30 * 3600, "30 小时", "30 h"),
        (30, "0 分", "0 min"),
    ],
)
def test_lengths_of_limits(seconds: float, chinese: str, english: str) -> None:
    assert limit(seconds) == chinese
    assert limit(seconds, EN) == english


@pytest.mark.parametrize(("seconds", "shown"), [(2, "2 秒前"), (372, "6 分前"), (7200, "2 小时前"), (200000, "2 天前")])
def test_how_long_ago(seconds: float, shown: str) -> None:
    assert ago(seconds) == shown
    assert ago(372, EN) == "6 min ago"


def test_moments_are_shown_on_the_wall_clock_of_shanghai() -> None:
    assert clock(NOON) == "14:32:07"
    assert hour_minute(NOON) == "14:32"
    assert day_of(NOON) == "11-18 周三"
    assert day_of(NOON, EN) == "11-18 Wed"
    assert full_moment(NOON) == "2026-11-18 14:32:07"


def test_the_day_turns_at_midnight_in_shanghai() -> None:
    assert day_of(datetime(2026, 11, 17, 16, 0, tzinfo=UTC)) == "11-18 周三"
    assert day_of(datetime(2026, 11, 17, 15, 59, tzinfo=UTC)) == "11-17 周二"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        clock(NOON.replace(tzinfo=None))


def test_moments_are_as_short_as_they_stay_clear() -> None:
    assert moment_near(datetime(2026, 11, 18, 6, 29, tzinfo=UTC), now=NOON) == "14:29"
    assert moment_near(datetime(2026, 11, 2, 6, 29, tzinfo=UTC), now=NOON) == "11-02 14:29"
    assert moment_near(datetime(2025, 11, 2, 6, 29, tzinfo=UTC), now=NOON) == "2025-11-02 14:29"


def test_days_and_weeks() -> None:
    assert month_day(date(2026, 11, 9)) == "11-09"
    assert weekday(date(2026, 11, 15)) == "周日"
    assert weekday(date(2026, 11, 15), EN) == "Sun"
    assert week(46) == "第 46 周"
    assert week(46, EN) == "week 46"


def test_numbers() -> None:
    assert number(32048) == "32,048"
    assert number(-3.25, 1) == "−3.2"
    assert number(float("nan")) == "—"
    assert signed(19.0, 1) == "+19.0"
    assert signed(-3) == "−3"
    assert signed(0) == "0"
    assert per_cent(0.986, 1) == "98.6 %"
    assert per_cent(float("nan")) == "—"
    assert clock_offset(0.2) == "+0.2 s"


def test_sizes_and_distances() -> None:
    assert file_size(840) == "840 B"
    assert file_size(1_234_567) == "1.2 MB"
    assert file_size(999_999) == "1.0 MB"
    assert distance(349.6) == "350 米"
    assert distance(1240, EN) == "1.2 km"
