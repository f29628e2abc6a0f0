"""Shapes of identifiers: grid codes, case numbers, ISO weeks."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

_WEEK = re.compile(r"^(\d{4})-W(\d{2})$")


def provisional_number(incident: str) -> str:
    """The number a case bears until the central server has given the official one: T- and six characters of its id."""
    return f"T-{incident.replace('-', '')[-6:].upper()}"


def week_of(moment: datetime) -> str:
    """The ISO week of a moment in Shanghai, as 2026-W47."""
    year, week, _ = moment.astimezone(SHANGHAI).isocalendar()
    return f"{year:04d}-W{week:02d}"


def is_week(text: str) -> bool:
    """Whether the text names an ISO week that exists."""
    match = _WEEK.match(text)
    if match is None:
        return False
    try:
        date.fromisocalendar(int(match[1]), int(match[2]), 1)
    except ValueError:
        return False
    return True


def week_range(week: str) -> tuple[datetime, datetime]:
    """First moment of the week's Monday and of the next Monday, Shanghai wall time, aware."""
    match = _WEEK.match(week)
    if match is None or not is_week(week):
        raise ValueError(week)
    monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
    start = datetime(monday.year, monday.month, monday.day, tzinfo=SHANGHAI)
    return start, start + timedelta(days=7)


def week_before(week: str, *, weeks: int = 1) -> str:
    """The ISO week so many weeks earlier."""
    return week_of(week_range(week)[0] - timedelta(days=7 * weeks))
