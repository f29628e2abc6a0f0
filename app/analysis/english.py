"""The sentence of each panel in English. Every number in a sentence stands in its panel."""

from __future__ import annotations

from collections.abc import Sequence

from app.analysis.actions import ActionsPanel
from app.analysis.chinese import number
from app.analysis.closing import Closing
from app.analysis.completeness import Completeness
from app.analysis.control_chart import Limits
from app.analysis.figures import Change, Gap, Share
from app.analysis.heat import HeatPanel
from app.analysis.mix import MixPanel
from app.analysis.overdue import Overdue
from app.analysis.punctuality import Punctuality
from app.analysis.repeats import RepeatsPanel
from app.analysis.series import Chart, Sign
from app.analysis.timeliness import TimelinessPanel
from app.analysis.volume import VolumePanel
from app.analysis.workload import WorkloadPanel

QUIET = "no signal this week"
NOT_OVER = "the week is not over, so nothing is judged"
GAPS: dict[Gap, str] = {
    "class": "a class",
    "unit": "a grid",
    "micro": "a micro grid",
    "place": "a place",
    "due": "a time limit",
    "closing": "a closing time",
}


def volume(panel: VolumePanel) -> str:
    """How many cases, against the week before and the year before, and whether that is more than variation."""
    parts = [f"{_cases(panel.total.value)} this week"]
    if panel.chart.over:
        parts += [_change(panel.before, "the week before")] if panel.before else ["no week before to compare with"]
        parts += [_change(panel.year_before, f"{panel.year_before.weeks} weeks ago")] if panel.year_before else []
    parts += [f"{panel.withdrawn.value} of them not accepted or annulled"] if panel.withdrawn.value else []
    return f"{', '.join(parts)}; {_chart(panel.chart)}."


def mix(panel: MixPanel) -> str:
    """Which classes moved the total, the main source, and classes outside their own limits."""
    if not panel.total.value and not panel.difference:
        return f"No cases this week; {QUIET}."
    parts = [_drivers(panel)] if panel.over else []
    if panel.sources and panel.total.value:
        top = panel.sources[0]
        parts.append(f"most came by {top.name.english}, {top.share.part.value}{_of(top.share)}")
    return f"{'; '.join(parts)}; {_outside(panel)}."


def heat(panel: HeatPanel) -> str:
    """The fullest cell, and cells above their own limits."""
    if panel.densest is None or panel.densest_share is None:
        return f"No cases this week; {QUIET}."
    cell = panel.cells[panel.densest]
    where = f"{panel.grids[cell.row].name.english} / {panel.classes[cell.column].name.english}"
    head = f"Densest is {where} with {_cases(cell.count.value)}{_of(panel.densest_share)}"
    above = [
        f"{panel.grids[found.row].name.english} / {panel.classes[found.column].name.english} "
        f"{found.count.value} (limit {number(found.upper)})"
        for found in panel.cells
        if found.above
    ]
    if above:
        return f"{head}; above their own limits, {panel.above}: {_first(above)}."
    judged = any(found.upper is not None for found in panel.cells)
    return f"{head}; {_calm(panel.over, judged, 'cells')}."


def timeliness(panel: TimelinessPanel) -> str:
    """On-time share, time to close, what is overdue."""
    parts = [_punctuality(panel.punctuality), _rate_verdict(panel.punctuality), _closing(panel.closing)]
    return f"{'; '.join(part for part in (*parts, _overdue(panel.overdue)) if part)}."


def repeats(panel: RepeatsPanel) -> str:
    """Repeats, hot places, unsolved chains."""
    if not panel.repeats.whole.value and not panel.chains:
        return f"No case this week names its place, so repeats cannot be told; {QUIET}."
    before = f", {panel.before.value} the week before" if panel.before else ""
    part = panel.repeats.part.value
    parts = [f"{part} repeat{_s(part)}{_of(panel.repeats)} (same place and class within {panel.days} days){before}"]
    if panel.places and panel.at_places:
        top = panel.places[0]
        parts.append(
            f"{panel.place_count} place{_s(panel.place_count)} with {panel.least} or more, "
            f"together {panel.at_places.value}, most at {top.name.english}, {top.count.value}"
        )
    if panel.chains:
        chain = panel.chains[0]
        parts.append(
            f"{panel.chain_count} unsolved chain{_s(panel.chain_count)}, the oldest "
            f"{chain.place_name.english}, {chain.name.english}: "
            f"{chain.times.value} times, {number(chain.age.value)} days"
        )
    return f"{'; '.join([*parts, *([] if panel.signal else [QUIET])])}."


def workload(panel: WorkloadPanel) -> str:
    """What is in hand, who carries most."""
    parts = [f"{panel.open.value} open, {panel.handled.value} closed this week, {number(panel.case_hours.value)} case-hours"]
    top = next((force for force in panel.forces if force.key and force.case_hours.value), None)
    if top is not None:
        parts.append(
            f"{top.name.english} carries most: {top.new.value} new, {top.open.value} open, "
            f"{number(top.case_hours.value)} case-hours"
        )
    loose = next((force for force in panel.forces if not force.key and force.open.value), None)
    parts += [f"{loose.open.value} with nobody"] if loose is not None else []
    heavy = [force.name.english for force in panel.forces if force.heavy]
    if heavy:
        parts.append(f"{_first(heavy)} above {number(panel.heavy_ratio)} times the median of {number(panel.median_hours)} hours")
    return f"{'; '.join([*parts, *([] if heavy else [QUIET])])}."


def actions(panel: ActionsPanel) -> str:
    """What became of last week's decisions."""
    if not panel.total.value:
        return "The last meeting left no decisions or actions to look at."
    parts = [f"{panel.done.value} done", f"{panel.running.value} running", f"{panel.overdue.value} overdue"]
    parts += [f"{panel.cancelled.value} cancelled"] if panel.cancelled.value else []
    tail = f"; {panel.to_quarterly.value} overdue again, to the quarterly meeting" if panel.to_quarterly.value else ""
    return f"{panel.total.value} decisions and actions of the last meeting: {', '.join(parts)}{tail}."


def completeness(found: Completeness) -> str:
    """What the records lack."""
    whole = found.complete
    gaps = [f"{gap.count.value} without {GAPS[gap.gap]}" for gap in found.gaps if gap.count.value]
    rate = f" ({number(whole.percent)} %)" if whole.percent is not None else ""
    lacks = f"; {', '.join(gaps)}" if gaps else ""
    return f"{_cases(whole.whole.value)} this week, {whole.part.value} with class and grid{rate}{lacks}."


def _s(value: int) -> str:
    return "" if value == 1 else "s"


def _cases(value: int) -> str:
    return f"{value} case{_s(value)}"


def _change(found: Change, when: str) -> str:
    if not found.difference:
        return f"as many as {when}"
    sign = "+" if found.difference > 0 else "-"
    rate = f" ({sign}{number(abs(found.percent))} %)" if found.percent is not None else ""
    return f"{_more(found.difference)} than {when}{rate}"


def _more(difference: int) -> str:
    return f"{abs(difference)} {'more' if difference > 0 else 'fewer'}"


def _of(found: Share) -> str:
    return f", {number(found.percent)} %" if found.percent is not None else ""


def _first(texts: Sequence[str], most: int = 3) -> str:
    return ", ".join(texts[:most]) + (" and others" if len(texts) > most else "")


def _chart(chart: Chart) -> str:
    what = f"the weekly mean is under {number(chart.chart_least)}, so sums of {chart.sum_weeks} weeks are looked at"
    unit = "week" if chart.basis == "weeks" else "sum"
    if not chart.over:
        return NOT_OVER
    if chart.why == "few":
        return f"{what}, whose mean is under {number(chart.chart_least)} too; no limits, nothing is judged"
    if chart.limits is None:
        short = f"the baseline is too short ({chart.points} {unit}s, at least {chart.least}); no limits, nothing is judged"
        return short if chart.basis == "weeks" else f"{what}; {short}"
    head = "" if chart.basis == "weeks" else f"{what} ({chart.periods[-1].count.value}), "
    return head + _verdict(chart.limits, chart.signs, mark="", unit=unit)


def _verdict(limits: Limits, signs: Sequence[Sign], *, mark: str, unit: str) -> str:
    if not signs:
        return f"within ordinary variation ({number(limits.lower)} to {number(limits.upper)}{mark}), {QUIET}"
    sides = {sign.side for sign in signs}
    real = "change" if len(sides) > 1 else "rise" if "up" in sides else "fall"
    told = ", ".join(_sign(sign, limits, mark=mark, unit=unit) for sign in signs)
    return f"{told}: a real {real}, not variation"


def _sign(sign: Sign, limits: Limits, *, mark: str, unit: str) -> str:
    up = sign.side == "up"
    if sign.rule == "outside":
        return (
            f"above the upper limit of {number(limits.upper)}{mark}"
            if up
            else f"below the lower limit of {number(limits.lower)}{mark}"
        )
    if sign.rule == "shift":
        return f"{sign.length} {unit}s running {'above' if up else 'below'} the mean of {number(limits.mean)}{mark}"
    if sign.rule == "trend":
        return f"{sign.length} {unit}s {'rising' if up else 'falling'}"
    return f"two of the last three {unit}s near the {'upper' if up else 'lower'} limit"


def _drivers(panel: MixPanel) -> str:
    if panel.difference is None:
        return "No week before to compare with"
    moved = ", ".join(f"{driver.name.english} {_more(driver.difference)}" for driver in panel.drivers)
    head = f"{_more(panel.difference)} than the week before" if panel.difference else "As many as the week before"
    rest = f", the rest together {_more(panel.rest_difference)}" if panel.rest_difference else ""
    return f"{head}: {moved}{rest}" if moved else head


def _outside(panel: MixPanel) -> str:
    found = [
        f"{row.name.english} {row.share.part.value}, "
        + (f"above the limit of {number(row.limits.upper)}" if row.side > 0 else f"below the limit of {number(row.limits.lower)}")
        for row in panel.classes
        if row.side and row.limits is not None
    ]
    if found:
        return _first(found)
    return _calm(panel.over, any(row.limits is not None for row in panel.classes), "classes")


def _calm(over: bool, judged: bool, what: str) -> str:
    if not over:
        return NOT_OVER
    return (
        f"all {what} within their own variation, {QUIET}" if judged else f"{what} have too few cases or weeks, nothing is judged"
    )


def _punctuality(found: Punctuality) -> str:
    kept = found.on_time
    if not kept.whole.value:
        return "No case was due this week"
    rate = f", {number(kept.percent)} %" if kept.percent is not None else ""
    text = f"{kept.part.value} of {kept.whole.value} cases due were closed in time{rate} (open overdue cases count as late)"
    if found.difference is not None:
        side = "up" if found.difference > 0 else "down"
        moved = f"{side} {number(abs(found.difference))} points on the week before"
        text += f", {moved}" if found.difference else ", as the week before"
    text += f", {found.suspended.value} on a granted wait left out" if found.suspended.value else ""
    return text + (f", {found.untold.value} closed at an unknown time left out" if found.untold.value else "")


def _rate_verdict(found: Punctuality) -> str:
    if not found.over:
        return NOT_OVER
    if found.limits is None:
        return (
            f"the baseline of the on-time share is too short ({found.baseline} weeks, at least {found.baseline_least}); "
            "no limits, nothing is judged"
        )
    if found.on_time.percent is None:
        return "too few cases due to judge"
    return "the on-time share: " + _verdict(found.limits, found.signs, mark=" %", unit="week")


def _closing(found: Closing) -> str:
    if not found.median.of.value:
        return ""
    if found.median.value is None:
        return f"more than half of the cases of the last {found.weeks} weeks are still open"
    return (
        f"half of the cases of the last {found.weeks} weeks closed within {number(found.median.value)} hours "
        f"({found.still_open.value} still open counted)"
    )


def _overdue(found: Overdue) -> str:
    if not found.total.value:
        return "nothing is overdue now"
    return f"{found.total.value} overdue now, the oldest by {number(found.oldest.value)} days"
