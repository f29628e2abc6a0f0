"""Every number of a panel in a table, each with the list behind it: the text that stands beside the plots."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from app.analysis.actions import ActionsPanel
from app.analysis.completeness import Completeness
from app.analysis.figures import Behind, Count, Measure, Share
from app.analysis.heat import HeatPanel
from app.analysis.mix import MixPanel
from app.analysis.repeats import RepeatsPanel
from app.analysis.sentences import Panel
from app.analysis.timeliness import TimelinessPanel
from app.analysis.volume import VolumePanel
from app.analysis.workload import WorkloadPanel
from app.desk.panels import Says, says


class Fact(Struct, frozen=True, kw_only=True):
    """A number: what it is (`name`, a key for words), of which thing (`label`, as people call it), its list.

    `percent` is the share that goes with it; `measure` a number of `unit` (hours, days ...) computed over the list, which then
    is what is told instead of the count.
    """

    name: str
    label: str
    count: int
    behind: Behind
    percent: float | None = None
    measure: float | None = None
    unit: str = ""


def facts(panel: Panel | Completeness, *, english: bool = False) -> tuple[Fact, ...]:
    """The numbers of a panel in reading order; numbers of empty cells are left out as in the package."""
    say = says(english=english)
    match panel:
        case ActionsPanel():
            found = _actions(panel)
        case VolumePanel():
            found = _volume(panel)
        case MixPanel():
            found = _mix(panel, say)
        case HeatPanel():
            found = _heat(panel, say)
        case TimelinessPanel():
            found = _timeliness(panel, say)
        case RepeatsPanel():
            found = _repeats(panel, say)
        case WorkloadPanel():
            found = _workload(panel, say)
        case Completeness():
            found = _completeness(panel)
    return tuple(found)


def _fact(name: str, count: Count | None, label: str = "") -> Iterator[Fact]:
    if count is not None:
        yield Fact(name=name, label=label, count=count.value, behind=count.behind)


def _share(name: str, whole: str, share: Share | None, label: str = "") -> Iterator[Fact]:
    if share is not None:
        yield Fact(name=name, label=label, count=share.part.value, behind=share.part.behind, percent=share.percent)
        yield from _fact(whole, share.whole, label)


def _measure(name: str, found: Measure, label: str = "") -> Iterator[Fact]:
    yield Fact(name=name, label=label, count=found.of.value, behind=found.of.behind, measure=found.value, unit=found.unit)


def _actions(panel: ActionsPanel) -> Iterator[Fact]:
    for name in ("total", "done", "running", "overdue", "cancelled", "to_quarterly"):
        yield from _fact(f"actions_{name}", getattr(panel, name))


def _volume(panel: VolumePanel) -> Iterator[Fact]:
    yield from _fact("received", panel.total)
    yield from _fact("withdrawn", panel.withdrawn)
    for name, change in (("week_before", panel.before), ("year_before", panel.year_before)):
        if change is not None:
            yield from _fact(name, change.before, change.week)
    for day in panel.days:
        yield from _fact("day", day.count, f"{day.day:%m-%d}")
    for period in panel.chart.periods:
        label = period.last if period.first == period.last else f"{period.first} – {period.last}"
        yield from _fact("period", period.count, label)


def _mix(panel: MixPanel, say: Says) -> Iterator[Fact]:
    yield from _fact("received", panel.total)
    for name, rows in (("class", panel.classes), ("source", panel.sources), ("severity", panel.severities)):
        for row in rows:
            part = row.share.part
            label = say(row.name)
            yield Fact(name=name, label=label, count=part.value, behind=part.behind, percent=row.share.percent)
            yield from _fact(f"{name}_before", row.before, label)


def _heat(panel: HeatPanel, say: Says) -> Iterator[Fact]:
    yield from _fact("received", panel.total)
    for grid in panel.grids:
        yield from _fact("grid", grid.total, say(grid.name))
    for column in panel.classes:
        yield from _fact("class", column.total, say(column.name))
    for cell in panel.cells:
        label = f"{say(panel.grids[cell.row].name)} · {say(panel.classes[cell.column].name)}"
        yield from _fact("cell", cell.count, label)


def _timeliness(panel: TimelinessPanel, say: Says) -> Iterator[Fact]:
    rates, closing, overdue = panel.punctuality, panel.closing, panel.overdue
    yield from _share("on_time", "owed", rates.on_time)
    for name in ("late_closed", "late_open", "suspended", "untold"):
        yield from _fact(name, getattr(rates, name))
    yield from _share("on_time_before", "owed_before", rates.before)
    yield from _share("first_time", "closed", rates.first_time)
    yield from _measure("median_hours", closing.median)
    yield from _fact("still_open", closing.still_open)
    yield from _fact("recent_withdrawn", closing.withdrawn)
    yield from _fact("recent_untold", closing.untold)
    yield from _fact("overdue", overdue.total)
    yield from _measure("oldest_days", overdue.oldest)
    for band in overdue.bands:
        yield from _fact("age", band.count, f"{band.least}+" if band.most is None else f"{band.least}–{band.most}")
    for row in panel.classes:
        yield from _share("class_on_time", "class_owed", row.on_time, say(row.name))
        yield from _measure("class_median", row.median, say(row.name))
    for point in rates.weeks:
        yield from _share("week_on_time", "week_owed", point.on_time, point.week)


def _repeats(panel: RepeatsPanel, say: Says) -> Iterator[Fact]:
    yield from _share("repeats", "placed", panel.repeats)
    yield from _fact("repeats_before", panel.before)
    yield from _fact("at_places", panel.at_places)
    for place in panel.places:
        yield from _fact("place", place.count, say(place.name))
        yield from _fact("place_repeats", place.repeats, say(place.name))
    for micro in panel.micros:
        yield from _fact("micro", micro.count, say(micro.name))
    for chain in panel.chains:
        label = f"{say(chain.place_name)} · {say(chain.name)}"
        yield from _fact("chain", chain.times, label)
        yield from _fact("chain_open", chain.still_open, label)
        yield from _measure("chain_age", chain.age, label)


def _workload(panel: WorkloadPanel, say: Says) -> Iterator[Fact]:
    yield from _fact("handled", panel.handled)
    yield from _fact("in_hand", panel.open)
    yield from _measure("case_hours", panel.case_hours)
    for force in panel.forces:
        label = say(force.name)
        yield from _measure("force_hours", force.case_hours, label)
        yield from _fact("force_new", force.new, label)
        yield from _fact("force_handled", force.handled, label)
        yield from _fact("force_open", force.open, label)
        yield from _fact("force_overdue", force.overdue, label)
        yield from _measure("per_duty_hour", force.per_duty_hour, label)
        yield from _measure("per_person", force.per_person, label)


def _completeness(found: Completeness) -> Iterator[Fact]:
    yield from _share("complete", "received", found.complete)
    for gap in found.gaps:
        yield from _fact(f"gap_{gap.gap}", gap.count)
