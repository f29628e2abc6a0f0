"""What a desk keeps: open cases for ever, cases that are over for so many weeks; pure functions of the record.

The weeks are counted back from the newest case of the area, not from today. Where cases come in daily that is the same; where
only a recorded past was entered (a trial, a training, a district that has been handed over) the desk keeps the last two years of
what there is instead of nothing.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.domain.ids import week_of, week_range
from app.domain.incident import ENDED, Attachment, Entry, Incident
from app.domain.people import Contact
from app.domain.record import Record

CACHE_WEEKS = 104
"""How long a desk keeps what is over, unless the centre says otherwise."""
EVERYTHING = 0
"""So many weeks stand for no limit."""

BELONGING: dict[type[Record], str] = {Entry: "incident", Attachment: "incident", Contact: "of"}
"""What belongs to one case alone and goes with it, with the field that names the case."""


def over_since(case: Incident) -> datetime | None:
    """When the case was over; None while it is open or on the books, for then it is still somebody's work."""
    if case.state not in ENDED or case.hung_up:
        return None
    return case.closed_at or case.state_since


def kept_since(newest: datetime, weeks: int) -> datetime:
    """The Monday from which the cases are kept that were over by then: so many whole weeks before that of the newest case."""
    return (week_range(week_of(newest))[0] - timedelta(weeks=weeks)).astimezone(UTC)


def is_past(case: Incident, since: datetime | None) -> bool:
    """Whether a desk that keeps what was over `since` then lets the case go."""
    over = over_since(case)
    return since is not None and over is not None and over < since


def case_of(record: Record) -> str:
    """The case that a record is or belongs to alone, empty for none."""
    if isinstance(record, Incident):
        return record.id
    name = BELONGING.get(type(record), "")
    return str(getattr(record, name)) if name else ""
