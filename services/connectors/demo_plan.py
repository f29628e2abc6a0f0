"""How the demo's afternoon is composed: which cases are open, how far each has come, and when each step was taken.

The times are found backwards from the present: so much of the present step's term has passed, so much of the one before was used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from zlib import crc32

import numpy as np
from msgspec import Struct

from app.domain.calendar import WorkCalendar
from app.domain.catalogue import Catalogue, Severity
from app.domain.deadline import Clock, Term
from app.domain.terms import Terms, Timer
from services.connectors.demo_clock import earlier
from services.connectors.demo_tree import key
from services.simulator.telling import DemoReport


class Move(StrEnum):
    """Steps of a case's road."""

    REPORT = "report"
    TAKE = "take"
    FILE = "file"
    DISPATCH = "dispatch"
    RETURN = "return"
    ACCEPT = "accept"
    ARRIVE = "arrive"
    WAIT = "wait"
    DONE = "done"
    CHECK = "check"
    FAIL = "fail"
    CLOSE = "close"
    REOPEN = "reopen"


class Mark(StrEnum):
    """What else happened to a case."""

    ACKNOWLEDGED = "acknowledged"
    NOTED = "noted"
    SUPERVISED = "supervised"
    EXTENDED = "extended"
    LED_UP = "led_up"
    HUNG_UP = "hung_up"


class Slot(Struct, frozen=True):
    """A place in the queue: how bad, by which road, how much of the present step's term has passed (over 1: overdue).

    `code` and `source` ask for one class from one source.
    """

    severity: Severity
    road: tuple[Move, ...]
    share: float
    marks: frozenset[Mark] = frozenset()
    code: str = ""
    source: str = ""


class Planned(Struct, frozen=True, kw_only=True):
    """A case with the moments of its steps."""

    incident: str
    report: DemoReport
    moves: tuple[tuple[Move, datetime], ...]
    ends: datetime
    marks: frozenset[Mark] = frozenset()

    @property
    def begins(self) -> datetime:
        """The moment of the report."""
        return self.moves[0][1]


M = Move
FULL = (M.REPORT, M.TAKE, M.FILE, M.DISPATCH, M.ACCEPT, M.ARRIVE, M.DONE, M.CHECK, M.CLOSE)
_REPORTED, _VERIFYING, _FILED, _DISPATCHED, _ACCEPTED, _HANDLING, _FEEDBACK, _CHECKING = (FULL[:n] for n in range(1, 9))
_RETURNED = (*_DISPATCHED, M.RETURN)
_AGAIN = (*_RETURNED, M.DISPATCH)
_SUSPENDED = (*_HANDLING, M.WAIT)
_REWORKED = (*_CHECKING, M.FAIL)
_REOPENED = (*FULL, M.REOPEN)

CRITICAL, URGENT, IMPORTANT, NORMAL = Severity
_SEEN = frozenset({Mark.ACKNOWLEDGED})


def _slots(severity: Severity, road: tuple[Move, ...], *shares: float, marks: frozenset[Mark] = frozenset()) -> Iterator[Slot]:
    return (Slot(severity, road, share, marks) for share in shares)


QUEUE: tuple[Slot, ...] = (
    Slot(CRITICAL, _REPORTED, 0.12, code="0502", source="police_fire"),
    Slot(CRITICAL, _REPORTED, 0.34, code="2114", source="sensor"),
    Slot(CRITICAL, _REPORTED, 0.62, code="0505", source="hotline"),
    *_slots(URGENT, _REPORTED, 0.3, marks=_SEEN),
    *_slots(IMPORTANT, _REPORTED, 0.25),
    *_slots(NORMAL, _REPORTED, 0.1, 0.45),
    *_slots(URGENT, _VERIFYING, 0.5, marks=_SEEN),
    *_slots(IMPORTANT, _VERIFYING, 0.4),
    *_slots(NORMAL, _VERIFYING, 0.7),
    *_slots(URGENT, _FILED, 0.45, marks=_SEEN),
    *_slots(IMPORTANT, _FILED, 0.3),
    *_slots(NORMAL, _FILED, 0.2, 0.92),
    *_slots(URGENT, _RETURNED, 1.3, marks=_SEEN),
    *_slots(NORMAL, _RETURNED, 0.4),
    *_slots(URGENT, _FEEDBACK, 0.25, marks=_SEEN),
    *_slots(NORMAL, _FEEDBACK, 0.5),
    *_slots(IMPORTANT, _CHECKING, 0.5),
    *_slots(NORMAL, _CHECKING, 0.35),
    *_slots(NORMAL, _CHECKING, 0.7, marks=frozenset({Mark.SUPERVISED})),
    *_slots(CRITICAL, _DISPATCHED, 0.4, marks=_SEEN),
    *_slots(URGENT, _DISPATCHED, 0.5, 1.2, marks=_SEEN),
    *_slots(IMPORTANT, _DISPATCHED, 0.3),
    *_slots(NORMAL, _DISPATCHED, 0.2, 0.6),
    *_slots(IMPORTANT, _AGAIN, 0.35),
    *_slots(URGENT, _ACCEPTED, 0.3, marks=_SEEN),
    *_slots(IMPORTANT, _ACCEPTED, 0.5),
    *_slots(NORMAL, _ACCEPTED, 0.2, 0.6),
    *_slots(CRITICAL, _HANDLING, 0.35, marks=_SEEN | {Mark.NOTED}),
    *_slots(URGENT, _HANDLING, 0.2, 0.5, 0.85, marks=_SEEN),
    *_slots(IMPORTANT, _HANDLING, 0.4),
    *_slots(IMPORTANT, _HANDLING, 0.9, marks=frozenset({Mark.LED_UP})),
    *_slots(NORMAL, _HANDLING, 0.1, 0.3, 0.75),
    *_slots(NORMAL, _HANDLING, 0.6, marks=frozenset({Mark.EXTENDED})),
    *_slots(NORMAL, _HANDLING, 0.93, marks=frozenset({Mark.SUPERVISED, Mark.NOTED})),
    *_slots(NORMAL, _HANDLING, 1.2, 2.1, marks=frozenset({Mark.NOTED})),
    *_slots(NORMAL, _REWORKED, 0.4),
    *_slots(NORMAL, _REOPENED, 0.3),
    *_slots(IMPORTANT, _SUSPENDED, 0.3),
    *_slots(NORMAL, _SUSPENDED, 0.6),
)

WAIT_TERM = Term(Clock.NATURAL_DAY, 4)
HALF = 0.5
_USED: dict[Move, tuple[Timer, float, float]] = {
    M.REPORT: (Timer.VERIFY, 0.08, 0.35),
    M.TAKE: (Timer.VERIFY, 0.1, 0.4),
    M.FILE: (Timer.DISPATCH, 0.2, 0.8),
    M.DISPATCH: (Timer.ACCEPT, 0.2, 0.8),
    M.RETURN: (Timer.DISPATCH, 0.15, 0.4),
    M.ACCEPT: (Timer.ARRIVE, 0.15, 0.7),
    M.ARRIVE: (Timer.HANDLE, 0.2, 0.8),
    M.WAIT: (Timer.WAIT, 0.2, 0.8),
    M.DONE: (Timer.CHECK, 0.1, 0.35),
    M.CHECK: (Timer.CHECK, 0.1, 0.4),
    M.CLOSE: (Timer.EVALUATE, 0.1, 0.4),
    M.FAIL: (Timer.HANDLE, 0.1, 0.4),
    M.REOPEN: (Timer.HANDLE, 0.1, 0.4),
}
"""The clock that runs after a step, and the least and greatest share of its term that is used before the next one."""
_HALVED = frozenset({M.RETURN, M.FAIL, M.REOPEN})
_RUNS_ON = {M.TAKE: M.REPORT, M.CHECK: M.DONE}
"""Steps after which the clock of the step before runs on."""


class Planner:
    """Finds the moments of the steps; the same seed finds the same."""

    def __init__(self, catalogue: Catalogue, terms: Terms, calendar: WorkCalendar, *, seed: int) -> None:
        self._catalogue = catalogue
        self._terms = terms
        self._calendar = calendar
        self._rng = np.random.default_rng([seed, 21])

    def queue(self, reports: Iterable[DemoReport], *, area: str, now: datetime) -> Iterator[Planned]:
        """The open cases, each place of the queue filled with the first report that fits; unlike ones first."""
        waiting = list(reports)
        taken: set[str] = set()
        for number, slot in enumerate(QUEUE, start=1):
            report = self._fitting(slot, waiting, taken)
            waiting.remove(report)
            taken.add(report.code)
            incident = key(f"{area}-{crc32(f'{area} {number}'.encode()):08x}")
            moves = self._moves(report, slot.road, now, share=slot.share)
            yield Planned(incident=incident, report=report, moves=moves, ends=now, marks=slot.marks)

    def lived(self, incident: str, report: DemoReport, closed_at: datetime, *, marks: frozenset[Mark] = frozenset()) -> Planned:
        """A case that was handled in time from the report to the close."""
        moves = self._moves(report, FULL, closed_at, share=0.0)
        return Planned(incident=incident, report=report, moves=moves, ends=closed_at, marks=marks)

    def _fitting(self, slot: Slot, waiting: list[DemoReport], taken: set[str]) -> DemoReport:
        able = [report for report in waiting if self._suits(slot, report)]
        return next((report for report in able if report.code not in taken), able[0])

    def _suits(self, slot: Slot, report: DemoReport) -> bool:
        """What the town leads from the start is not the area's to lead up, to supervise or to let wait."""
        found = self._catalogue.get(report.code)
        if found is None or report.severity != slot.severity.value:
            return False
        if slot.code:
            return (report.code, report.source) == (slot.code, slot.source)
        if slot.severity is CRITICAL:
            return not found.public_safety
        return found.tier.rank == 1 if Mark.LED_UP in slot.marks else found.tier.rank < 3

    def _moves(
        self, report: DemoReport, road: tuple[Move, ...], end: datetime, *, share: float
    ) -> tuple[tuple[Move, datetime], ...]:
        shares = [float(self._rng.uniform(*_USED[move][1:])) for move in road]
        shares[-1] = share
        if road[-1] in _RUNS_ON and share:
            shares[-2:] = [share * 0.4, share * 0.6]
        at = end
        found: list[tuple[Move, datetime]] = []
        for move, used in zip(reversed(road), reversed(shares), strict=True):
            at = earlier(at, self._term(report, move), used, self._calendar)
            found.append((move, at.replace(microsecond=0)))
        found.reverse()
        if any(after < before for (_, before), (_, after) in pairwise(found)):
            raise AssertionError("steps in the wrong order")
        return tuple(found)

    def _term(self, report: DemoReport, move: Move) -> Term:
        timer = _USED[move][0]
        row = self._catalogue.get(report.code)
        if timer is Timer.WAIT:
            return WAIT_TERM
        if timer is Timer.EVALUATE:
            return self._terms.evaluation
        limit = row.term if row is not None and timer is Timer.HANDLE else None
        term = limit or self._terms.step(timer, Severity(report.severity))
        return term.scaled(HALF) if move in _HALVED else term
