"""A recorded file as a live stream: every case starts at the moment of delivery and is marked as replayed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from msgspec import Struct

from app.commands.entering import PastCase
from app.commands.intake import ReportIncident
from services.connectors.intake import Office, Prepared

LONGEST_GAP = 30.0


class Delivery(Struct, frozen=True):
    """One case of the stream: how many seconds after the first it is due, and the report it becomes."""

    after: float
    report: ReportIncident


def deliveries(prepared: Sequence[Prepared], *, speed: float, mark: str) -> list[Delivery]:
    """The cases in the order of their occurrence, time running `speed` times as fast as it was recorded.

    `mark` makes the ids of this replay its own, so that a file can be replayed again.
    """
    cases = sorted(
        (p.value for p in prepared if isinstance(p.value, PastCase)), key=lambda case: (case.occurred_at, case.incident)
    )
    if not cases:
        return []
    start: datetime = cases[0].occurred_at
    return [Delivery((case.occurred_at - start).total_seconds() / speed, _report(case, mark)) for case in cases]


def _report(case: PastCase, mark: str) -> ReportIncident:
    return ReportIncident(
        incident=f"replay-{mark}-{case.incident}"[:64],
        grid=case.grid,
        title=case.title[:120],
        place=case.place,
        lon=case.lon,
        lat=case.lat,
        source=case.source,
        nature=case.nature,
        event_class=case.event_class,
        class_given=case.class_given,
        replayed=True,
        source_case=case.source_case,
    )


def deliver(
    office: Office, stream: Sequence[Delivery], *, until: Callable[[], bool], wait: Callable[[float], None] = time.sleep
) -> Iterator[ReportIncident]:
    """Hand each report in when it is due; long silences are cut to half a minute. Ends when `until` says so."""
    before = 0.0
    for delivery in stream:
        wait(min(max(delivery.after - before, 0.0), LONGEST_GAP))
        before = delivery.after
        if until():
            return
        office.run(delivery.report)
        yield delivery.report
