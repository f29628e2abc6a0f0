"""What stands in a cell: wall times as people and spreadsheets write them, whole numbers, lists, texts of a bounded length."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.domain import text
from app.domain.ids import SHANGHAI
from app.domain.problems import Code, Problem
from services.connectors.reading import Row

LONGEST_ID = 64
T = TypeVar("T")
_DATE = r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
_CLOCK = r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?"
_MOMENT = re.compile(rf"^{_DATE}(?:[ T]+{_CLOCK})?$")
_BETWEEN = re.compile(r"[、,，;；]")


def zone(name: str) -> ZoneInfo:
    """The time zone; a problem if there is none of the name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Problem(Code.TIMEZONE_UNKNOWN, zone=name) from error


def moment(row: Row, column: str, where: ZoneInfo = SHANGHAI) -> datetime | None:
    """The wall time of a cell in a zone, as UTC; None for an empty cell, a problem for an impossible date."""
    cell = row.get(column)
    if not cell:
        return None
    try:
        parsed = _parsed(cell)
        return (parsed if parsed.tzinfo is not None else parsed.replace(tzinfo=where)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Problem(Code.DATE_IMPOSSIBLE, row=row.number, value=cell[:60]) from error


def needed_moment(row: Row, column: str, where: ZoneInfo = SHANGHAI) -> datetime:
    """The wall time of a cell that must not be empty."""
    found = moment(row, column, where)
    if found is None:
        raise Problem(Code.DATE_IMPOSSIBLE, row=row.number, value="")
    return found


def _parsed(cell: str) -> datetime:
    """2026-11-23 08:30, 2026/11/23 8:30 (as spreadsheets save it), 2026年11月23日, or ISO 8601."""
    found = _MOMENT.match(cell)
    if found is None:
        return datetime.fromisoformat(cell)
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    return datetime.combine(date(year, month, day), time(hour, minute, second))


def whole(row: Row, column: str, usual: int) -> int:
    """A whole number from 0, `usual` for an empty cell."""
    cell = row.get(column)
    if not cell:
        return usual
    if not (cell.isascii() and cell.isdigit() and len(cell) <= 6):
        raise Problem(Code.NUMBER_IMPOSSIBLE, row=row.number, value=cell[:60])
    return int(cell)


def listed(row: Row, column: str) -> tuple[str, ...]:
    """The parts of a cell that lists several."""
    return tuple(part.strip() for part in _BETWEEN.split(row.get(column)) if part.strip())


def line(row: Row, column: str, *, limit: int = text.TITLE_LENGTH, needed: bool = False) -> str:
    """One clean line; a problem if it is too long, or missing where it is needed."""
    return text.line(row.get(column), field=column, limit=limit, needed=needed)


def identity(row: Row, column: str) -> str:
    """A short text that names something: needed, and fit for an id."""
    found = line(row, column, limit=LONGEST_ID, needed=True)
    if found != row.get(column):
        raise Problem(Code.VALUE_UNKNOWN, row=row.number, value=found)
    return found


def once(row: Row, seen: set[str], name: str) -> None:
    """Pass if the name comes for the first time; else the problem that it stands twice."""
    if name in seen:
        raise Problem(Code.ID_DUPLICATE, row=row.number, value=name)
    seen.add(name)
