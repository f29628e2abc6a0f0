"""What runs beside the clock of a case's step: the receiving tier's term to acknowledge it."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from app.domain.incident import ENDED, Incident

STARTS = ("", "start")
"""Reasons of the tier at which a case begins: nobody has handed it over."""


def handed_over(case: Incident) -> bool:
    """Whether the tier that has the case was handed it and has not acknowledged it yet."""
    if case.state in ENDED or not case.tiers:
        return False
    last = case.tiers[-1]
    return last.acknowledged_at is None and last.reason not in STARTS


def acknowledge_by(case: Incident) -> datetime | None:
    """Until when the receiving tier is to acknowledge the case; None where it need not, or has."""
    return case.tiers[-1].acknowledge_by if handed_over(case) else None


def with_aside(case: Incident) -> Incident:
    """The case with the next moment at which something beside its step is due; an ended case has none."""
    due = acknowledge_by(case) if handed_over(case) and case.tiers[-1].rung_at is None else None
    return case if due == case.aside_due else replace(case, aside_due=due)
