"""A recorded file as a live stream: every case starts at the moment of delivery and is marked as replayed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from app.commands.entering import PastCase
from app.commands.intake import ReportIncident
from app.contract.messages import VerdictRow
from app.domain.text import TITLE_LENGTH
from services.connectors.intake import Office, Prepared

LONGEST_GAP = 30.0
LONGEST_ID = 64

Wait = Callable[[float], bool]
"""Waits so many seconds; whether it was asked to stop meanwhile."""


class Delivery(Struct, frozen=True):
    """One report of a stream: how many seconds after the first it is due, what is reported, its row in the file if any."""

    after: float
    report: ReportIncident
    row: int = 0


def deliveries(prepared: Sequence[Prepared], *, speed: float, mark: str, limit: int = 0) -> list[Delivery]:
    """The cases in the order of their occurrence, time running `speed` times as fast as recorded; the first `limit` if any.

    `mark` makes the ids of this replay its own, so that a file can be replayed again.
    """
    found = [(p.value, p.row) for p in prepared if isinstance(p.value, PastCase)]
    found.sort(key=lambda pair: (pair[0].occurred_at, pair[0].incident))
    return [
        Delivery((case.occurred_at - found[0][0].occurred_at).total_seconds() / speed, _report(case, mark), row)
        for case, row in found[: limit or len(found)]
    ]


def _report(case: PastCase, mark: str) -> ReportIncident:
    return ReportIncident(
        incident=f"replay-{mark}-{case.incident}"[:LONGEST_ID],
        grid=case.grid,
        title=case.title[:TITLE_LENGTH],
        place=case.place,
        lon=case.lon,
        lat=case.lat,
        source=case.source,
        nature=case.nature,
        event_class=case.event_class,
        severity=case.severity,
        class_given=case.class_given,
        replayed=True,
        source_case=case.source_case,
    )


def deliver(office: Office, stream: Iterator[Delivery], *, wait: Wait) -> Iterator[VerdictRow]:
    """Hand each report in when it is due, the system's own; long silences are cut to half a minute. Ends when `wait` says so."""
    before = 0.0
    for delivery in stream:
        if wait(min(max(delivery.after - before, 0.0), LONGEST_GAP)):
            return
        before = delivery.after
        yield office.run(delivery.report)
