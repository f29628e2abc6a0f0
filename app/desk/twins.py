"""Whether a report came in late beside another desk's of the same thing: two desks took it, one of them without the centre."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice

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


def proposals(cache: Cache, cases: Iterable[Incident]) -> dict[str, str]:
    """Of the open cases of an area: the numbers of those into which others should be merged, by the id of the other.

    The same rule as for one case; the centre's arrivals are looked up only where two reports are alike. Store lane.
    """
    alike = {case.id: case for pair in _pairs(cases) for case in pair}
    found = ((case.id, proposed_merge(cache, case)) for case in alike.values())
    return {incident: first.called for incident, first in found if first is not None}


def _pairs(cases: Iterable[Incident]) -> Iterator[tuple[Incident, Incident]]:
    """Reports of one class and time at one place from two desks; sorted, so that each is held against its neighbours only."""
    ordered = sorted((case for case in cases if case.created_seat), key=lambda case: (case.event_class, case.occurred_at))
    for place, case in enumerate(ordered):
        for other in islice(ordered, place + 1, None):
            if other.event_class != case.event_class or other.occurred_at - case.occurred_at > TOGETHER:
                break
            if _alike(case, other):
                yield case, other


def _alike(case: Incident, other: Incident) -> bool:
    apart = other.id != case.id and bool(other.created_seat) and other.created_seat != case.created_seat
    alive = other.state not in ENDED and other.origin is not Origin.HISTORY and case.state not in ENDED
    return apart and alive and other.event_class == case.event_class and same_place(case, other)


def _report(cache: Cache, case: Incident) -> Entry | None:
    if not case.created_seat:
        return None
    return next((entry for entry in cache.find(Entry, incident=case.id) if entry.verb is Verb.REPORTED), None)
