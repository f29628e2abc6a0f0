"""What runs beside the clock of a case's step: the receiving tier's term to acknowledge it, the reminder of a supervision."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from msgspec.structs import replace

from app.domain.catalogue import Tier
from app.domain.ids import SHANGHAI
from app.domain.incident import ENDED, Incident

STARTS = ("", "start")
"""Reasons of the tier at which a case begins: nobody has handed it over, but at 牵头 the town is told at once (L-c)."""
REMINDED_AT = time(9)
"""When in the morning a supervision is brought to mind, every day until the case ends (I25)."""


def handed_over(case: Incident) -> bool:
    """Whether the tier that has the case was handed it and has not acknowledged it yet."""
    if case.state in ENDED or not case.tiers:
        return False
    last = case.tiers[-1]
    return last.acknowledged_at is None and (last.tier is Tier.L3 or last.reason not in STARTS)


def acknowledge_by(case: Incident) -> datetime | None:
    """Until when the receiving tier is to acknowledge the case; None where it need not, or has."""
    return case.tiers[-1].acknowledge_by if handed_over(case) else None


def next_morning(moment: datetime) -> datetime:
    """When a supervision is brought to mind next after the moment."""
    wall = moment.astimezone(SHANGHAI)
    today = datetime.combine(wall.date(), REMINDED_AT, tzinfo=SHANGHAI)
    return (today if wall < today else today + timedelta(days=1)).astimezone(UTC)


def reminder(case: Incident) -> datetime | None:
    """When the supervision of an open case is brought to mind next."""
    return case.supervision.remind_at if case.supervision and case.state not in ENDED else None


def with_aside(case: Incident) -> Incident:
    """The case with the next moment at which something beside its step is due; an ended case has none."""
    term = acknowledge_by(case) if handed_over(case) and case.tiers[-1].rung_at is None else None
    due = min((moment for moment in (term, reminder(case)) if moment is not None), default=None)
    return case if due == case.aside_due else replace(case, aside_due=due)
