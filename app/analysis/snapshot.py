"""How each case stands at the cut-off: who counts, what is open, what is late. The one place where these rules are written."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from app.analysis.columns import Action, ActionColumns, BoolArray, IncidentColumns, IntArray, StateGroup
from app.analysis.figures import Review
from app.analysis.frame import WeekFrame
from app.analysis.week import TimeArray, Week, local_day

NO_ANSWER, ON_TIME, LATE_CLOSED, LATE_OPEN, SUSPENDED, UNTOLD = range(6)
"""What became of the limit of a case: not yet due or none; kept; closed late; open past it; on a granted wait; unknown."""


class Snapshot(Struct, frozen=True, eq=False, kw_only=True):
    """The standing of every case at the cut-off, one place a case.

    `received` are the cases that count at all: no drill, not merged (one event counts once), occurred by
    the cut-off. `valid` are those of them that were not withdrawn. `begun` is when the report came in,
    `closed` when the case ended (NaT while open and where nobody knows). `answer` says what became of the
    limit and `due` when that was decided (facts 2.4: due cases without suspended ones; open overdue cases
    count as late). `seconds` is the time it took or has been running without granted waits, told only where
    `timed`. `late_seconds` is how long open overdue cases are past due.
    """

    received: BoolArray
    valid: BoolArray
    withdrawn: BoolArray
    open: BoolArray
    ended: BoolArray
    begun: TimeArray
    closed: TimeArray
    due: TimeArray
    answer: npt.NDArray[np.int8]
    overdue: BoolArray
    late_seconds: IntArray
    timed: BoolArray
    seconds: IntArray


def snapshot(columns: IncidentColumns, frame: WeekFrame) -> Snapshot:
    """The standings of all cases of the columns at the cut-off of the frame."""
    at = frame.at
    received = ~columns.drill & ~columns.state.among((StateGroup.MERGED,)) & (columns.occurred <= at)
    withdrawn = received & columns.state.among((StateGroup.WITHDRAWN,))
    valid = received & ~withdrawn
    said_closed = columns.state.among((StateGroup.CLOSED,))
    ended = valid & said_closed & ~(columns.closed > at)
    is_open = valid & ~ended
    closed = np.where(ended, columns.closed, np.datetime64("NaT", "s"))
    begun = np.where(np.isnat(columns.opened), columns.occurred, columns.opened)
    overdue = is_open & ~columns.suspended & (columns.due < at)
    timed = is_open | (ended & ~np.isnat(closed))
    return Snapshot(
        received=received,
        valid=valid,
        withdrawn=withdrawn,
        open=is_open,
        ended=ended,
        begun=begun,
        closed=closed,
        due=np.where(np.isnat(columns.due), columns.occurred, columns.due),
        answer=_answers(columns, at=at, is_open=is_open, ended=ended, closed=closed),
        overdue=overdue,
        late_seconds=_seconds(columns.due, np.where(overdue, at, columns.due)),
        timed=timed,
        seconds=np.maximum(_seconds(begun, np.where(is_open, at, closed)) - columns.suspended_seconds, 0),
    )


def _answers(
    columns: IncidentColumns, *, at: np.datetime64, is_open: BoolArray, ended: BoolArray, closed: TimeArray
) -> npt.NDArray[np.int8]:
    answer = np.full(len(columns), NO_ANSWER, dtype=np.int8)
    limited = ~np.isnat(columns.due)
    fallen = limited & (columns.due < at)
    known = ended & fallen & ~np.isnat(closed)
    answer[known & (closed <= columns.due)] = ON_TIME
    answer[known & (closed > columns.due)] = LATE_CLOSED
    answer[is_open & fallen] = LATE_OPEN
    answer[is_open & fallen & columns.suspended] = SUSPENDED
    # The source's own word counts only where the times do not tell.
    silent = (ended & fallen & np.isnat(closed)) | ((is_open | ended) & ~limited)
    answer[silent & ended & (columns.in_time == 1)] = ON_TIME
    answer[silent & ended & (columns.in_time == 0)] = LATE_CLOSED
    answer[silent & is_open & (columns.in_time == 0)] = LATE_OPEN
    answer[silent & limited & (columns.in_time < 0)] = UNTOLD
    return answer


def _seconds(start: TimeArray, end: TimeArray) -> IntArray:
    """Seconds from start to end, 0 where either is NaT."""
    span = end - start
    return np.where(np.isnat(span), np.timedelta64(0, "s"), span).astype(np.int64)


def reviews(actions: ActionColumns, frame: WeekFrame) -> tuple[Review | None, ...]:
    """How each action stands at the meeting of the frame's week; None for those that it does not look at.

    Looked at are all actions of the last meeting before, and older ones that are still open (facts 6:
    carried forward automatically). Overdue is what is open after its day.
    """
    earlier = [Week.parse(row.week) for row in actions.rows if Week.parse(row.week) < frame.iso]
    last = max(earlier, default=None)
    return tuple(_review(row, last=last, frame=frame) for row in actions.rows)


def _review(row: Action, *, last: Week | None, frame: WeekFrame) -> Review | None:
    week = Week.parse(row.week)
    running = row.progress in ("open", "doing")
    if last is None or week > last or (week < last and not running):
        return None
    if row.progress == "cancelled":
        return "cancelled"
    if not running:
        return "done"
    late = row.due is not None and row.due < local_day(frame.at, frame.zone)
    return "overdue" if late else "running"
