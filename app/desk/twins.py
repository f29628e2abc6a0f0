"""Whether a report came in late beside another desk's of the same thing: two desks took it, one of them without the centre."""

from __future__ import annotations

from datetime import timedelta

from app.desk.ports import Cache
from app.domain.incident import ENDED, Entry, Incident, Origin, Verb
from app.domain.nearness import same_place

LATE = timedelta(minutes=1)
"""A report that reaches the centre later than this after it was taken was taken without it."""
TOGETHER = timedelta(hours=2)
"""Reports of one thing are taken within this time of each other."""


def proposed_merge(cache: Cache, case: Incident) -> Incident | None:
    """The case into which this one should be merged: the same report, taken at another desk, that came to the centre first.

    Only a report that came in late has one: who is online sees likely duplicates while he takes it. Store lane.
    """
    arrived = _report(cache, case)
    if arrived is None or arrived.recorded_at - arrived.at <= LATE:
        return None
    since, until = case.occurred_at - TOGETHER, case.occurred_at + TOGETHER
    first: tuple[Entry, Incident] | None = None
    for other in cache.cases_between(case.area, since, until):
        report = _report(cache, other) if _alike(case, other) else None
        if report is None or (report.recorded_at, report.id) >= (arrived.recorded_at, arrived.id):
            continue
        if first is None or (report.recorded_at, report.id) < (first[0].recorded_at, first[0].id):
            first = (report, other)
    return first[1] if first else None


def _alike(case: Incident, other: Incident) -> bool:
    apart = other.id != case.id and bool(other.created_seat) and other.created_seat != case.created_seat
    alive = other.state not in ENDED and other.origin is not Origin.HISTORY and case.state not in ENDED
    return apart and alive and other.event_class == case.event_class and same_place(case, other)


def _report(cache: Cache, case: Incident) -> Entry | None:
    if not case.created_seat:
        return None
    return next((entry for entry in cache.find(Entry, incident=case.id) if entry.verb is Verb.REPORTED), None)
