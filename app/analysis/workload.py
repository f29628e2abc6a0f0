"""What each force had on its hands in the week, against its people and hours on duty; forces are compared, never persons."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from msgspec import Struct, structs

from app.analysis.behind import moments, within
from app.analysis.columns import BoolArray, Force, ForceColumns, IntArray, Label
from app.analysis.figures import Count, IncidentsBehind, Measure, Sentence, label, rounded
from app.analysis.history import History
from app.analysis.overdue import NO_FORCE

HOUR = 3_600


class ForceLoad(Struct, frozen=True, kw_only=True):
    """One force: its new cases, those it closed in the week, those open now and overdue, and its case-hours.

    Case-hours add up, over the cases in hand, the hours of the week in which each was open. `per_duty_hour`
    and `per_person` are None where hours or people are unknown. `heavy` is from `heavy_ratio` times the
    median of the forces that had cases.
    """

    key: str
    name: Label
    source: str
    people: int
    duty_hours: float | None
    new: Count
    handled: Count
    open: Count
    overdue: Count
    case_hours: Measure
    per_duty_hour: Measure
    per_person: Measure
    heavy: bool


class WorkloadPanel(Struct, frozen=True, kw_only=True, tag_field="panel", tag="workload"):
    """The forces with most case-hours first; the totals include cases that no force holds (key "")."""

    sentence: Sentence = Sentence()
    signal: bool
    handled: Count
    open: Count
    case_hours: Measure
    median_hours: float | None
    heavy_ratio: float
    forces: tuple[ForceLoad, ...]


class _Load(Struct, frozen=True, eq=False, kw_only=True):
    """Cases and seconds by the code of their holder."""

    new: IntArray
    handled: IntArray
    open: IntArray
    overdue: IntArray
    in_hand: IntArray
    seconds: IntArray


def workload(history: History, forces: ForceColumns, names: Mapping[str, Label]) -> WorkloadPanel:
    """The workload panel of the frame's week, without its sentence; the mapping names forces."""
    load = _load(history)
    known = {force.id: force for force in forces.rows}
    holder = history.columns.holder
    loads = [_force(history, load, key, known.get(key), names) for key in sorted({*holder.values, *known})]
    shown = [row for row in loads if row.key in known or _busy(row)]
    hours = [row.case_hours.value or 0.0 for row in shown if row.key and row.case_hours.of.value]
    middle = rounded(float(np.median(hours))) if hours else None
    ranked = tuple(
        structs.replace(row, heavy=_heavy(history, row, middle))
        for row in sorted(shown, key=lambda row: (-(row.case_hours.value or 0.0), -row.open.value, row.key))
    )
    return WorkloadPanel(
        signal=any(row.heavy for row in ranked),
        handled=Count(int(load.handled.sum()), IncidentsBehind(closed=history.week, standing="ended")),
        open=Count(int(load.open.sum()), IncidentsBehind(standing="open")),
        case_hours=_hours(int(load.seconds.sum()), Count(int(load.in_hand.sum()), IncidentsBehind(in_hand=history.week))),
        median_hours=middle,
        heavy_ratio=history.frame.parameters.heavy_ratio,
        forces=ranked,
    )


def _load(history: History) -> _Load:
    standing, frame = history.standing, history.frame
    start, end = moments(history.week, frame.zone)
    closed = standing.ended & within(history.week, standing.closed, frame.zone)
    in_hand = standing.timed & (standing.begun < end) & (standing.open | (standing.closed > start))
    until = np.where(standing.open, frame.at, standing.closed)
    span = np.minimum(until, end) - np.maximum(standing.begun, start)
    seconds = np.where(in_hand, span, np.timedelta64(0, "s")).astype(np.int64)
    return _Load(
        new=_by_holder(history, standing.valid & (history.occurred == history.now)),
        handled=_by_holder(history, closed),
        open=_by_holder(history, standing.open),
        overdue=_by_holder(history, standing.overdue),
        in_hand=_by_holder(history, in_hand),
        seconds=_by_holder(history, in_hand, np.maximum(seconds, 0)),
    )


def _by_holder(history: History, mask: BoolArray, weights: IntArray | None = None) -> IntArray:
    """Masked cases by holder, or the sum of their weights (whole numbers, exact far below 2**53)."""
    holder = history.columns.holder
    chosen = None if weights is None else weights[mask]
    return np.bincount(holder.codes[mask], chosen, minlength=len(holder.values)).astype(np.int64)


def _force(history: History, load: _Load, key: str, force: Force | None, names: Mapping[str, Label]) -> ForceLoad:
    code = history.columns.holder.index(key)
    one, week = (key,), history.week
    new = Count(_at(load.new, code), IncidentsBehind(occurred=week, standing="valid", forces=one))
    hours = _hours(_at(load.seconds, code), Count(_at(load.in_hand, code), IncidentsBehind(in_hand=week, forces=one)))
    people = 0 if force is None else force.people
    duty = None if force is None or force.duty_hours is None else rounded(force.duty_hours)
    return ForceLoad(
        key=key,
        name=label(key, names, missing=NO_FORCE),
        source="" if force is None else force.source,
        people=people,
        duty_hours=duty,
        new=new,
        handled=Count(_at(load.handled, code), IncidentsBehind(closed=week, standing="ended", forces=one)),
        open=Count(_at(load.open, code), IncidentsBehind(standing="open", forces=one)),
        overdue=Count(_at(load.overdue, code), IncidentsBehind(standing="overdue", forces=one)),
        case_hours=hours,
        per_duty_hour=Measure(_ratio(hours.value, duty), "hours_per_hour", hours.of),
        per_person=Measure(_ratio(new.value, people), "cases_per_person", new),
        heavy=False,
    )


def _at(numbers: IntArray, code: int) -> int:
    return int(numbers[code]) if code >= 0 else 0


def _hours(seconds: int, of: Count) -> Measure:
    return Measure(rounded(seconds / HOUR), "hours", of)


def _ratio(part: float | None, whole: float | None) -> float | None:
    return rounded(part / whole, 2) if part is not None and whole else None


def _busy(row: ForceLoad) -> bool:
    return any((row.new.value, row.handled.value, row.open.value, row.case_hours.of.value))


def _heavy(history: History, row: ForceLoad, middle: float | None) -> bool:
    """Whether a force has far more case-hours than the middle one, and enough cases for that to mean something."""
    parameters = history.frame.parameters
    if not middle or not row.key or row.case_hours.of.value < parameters.percent_least:
        return False
    return (row.case_hours.value or 0.0) > parameters.heavy_ratio * middle
