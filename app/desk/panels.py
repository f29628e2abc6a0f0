"""The panels of a week as screens and papers draw them: the plot, the sentence, and the list behind every mark.

Nothing here computes a figure: each comes from the package as it is. Screens take the package and its lists from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct

from app.analysis.actions import ActionRow as ActionRow
from app.analysis.actions import ActionsPanel
from app.analysis.chinese import number
from app.analysis.columns import Label
from app.analysis.completeness import Completeness
from app.analysis.control_chart import Limits
from app.analysis.figures import Behind as Behind
from app.analysis.figures import Count, Sentence, Share
from app.analysis.heat import HeatPanel
from app.analysis.mix import MixPanel, MixRow
from app.analysis.repeats import RepeatsPanel
from app.analysis.sentences import Panel
from app.analysis.timeliness import TimelinessPanel
from app.analysis.volume import VolumePanel
from app.analysis.week import Week
from app.analysis.weekly import WeeklyPackage as WeeklyPackage
from app.analysis.workload import ForceLoad, WorkloadPanel
from app.desk.document import Bar, HBars, Heat, Plot, Signal, Xmr

MOST_BARS = 8

Lists = tuple[tuple[str, Behind], ...]
Says = Callable[[Label], str]


class Drawn(Struct, frozen=True, kw_only=True):
    """One plot of a panel, and by the key of each mark the list behind it.

    Keys are the index of a point or bar, and `row|column` of a cell. `name` says which figure it is: weeks, days, classes,
    sources, severities, cells, rates, ages, places, chains, forces.
    """

    name: str
    plot: Plot
    lists: Lists

    def behind(self, key: str) -> Behind | None:
        """The list behind a mark, None for an unknown key."""
        return next((behind for known, behind in self.lists if known == key), None)


class Card(Struct, frozen=True, kw_only=True):
    """One panel: its key, its sentence in the language asked for, whether it holds a signal, its plots, its reviewed actions."""

    key: str
    sentence: str
    signal: bool
    plots: tuple[Drawn, ...] = ()
    reviewed: tuple[ActionRow, ...] = ()

    def drawn(self, name: str) -> Drawn | None:
        """The plot of this name."""
        return next((drawn for drawn in self.plots if drawn.name == name), None)


def says(*, english: bool) -> Says:
    """How labels read in a language."""
    return (lambda label: label.english) if english else (lambda label: label.zh)


def cards(package: WeeklyPackage, *, english: bool = False) -> tuple[Card, ...]:
    """The panels of a package in the order of the meeting."""
    say = says(english=english)
    return tuple(
        Card(
            key=key_of(panel),
            sentence=said(panel.sentence, english=english),
            signal=panel.signal,
            plots=tuple(_plots(panel, say)),
            reviewed=panel.rows if isinstance(panel, ActionsPanel) else (),
        )
        for panel in package.panels
    )


def key_of(panel: Panel) -> str:
    """The key of a panel, under which a meeting keeps it: actions, volume, mix, heat, timeliness, repeats, workload."""
    return str(type(panel).__struct_config__.tag)


def said(sentence: Sentence, *, english: bool) -> str:
    """The sentence in one language."""
    return sentence.en if english else sentence.zh


def completeness(package: WeeklyPackage, *, english: bool = False) -> str:
    """What the records of the week lack, in a sentence."""
    found: Completeness = package.completeness
    return said(found.sentence, english=english)


def _plots(panel: Panel, say: Says) -> Iterable[Drawn]:
    match panel:
        case VolumePanel():
            return _volume(panel)
        case MixPanel():
            groups = (("classes", panel.classes), ("sources", panel.sources), ("severities", panel.severities))
            return [_mix(name, rows, say) for name, rows in groups if rows]
        case HeatPanel():
            return [_heat(panel, say)]
        case TimelinessPanel():
            return _timeliness(panel)
        case RepeatsPanel():
            return _repeats(panel, say)
        case WorkloadPanel():
            return [_workload(panel, say)]
    return []


def _volume(panel: VolumePanel) -> list[Drawn]:
    chart = panel.chart
    weeks = _series(
        labels=tuple(_period(period.first, period.last) for period in chart.periods),
        counts=tuple(period.count for period in chart.periods),
        values=tuple(float(period.count.value) for period in chart.periods),
        limits=chart.limits,
        signals=tuple(Signal(at) for at, period in enumerate(chart.periods) if period.rules),
        name="weeks",
        unit="件",
    )
    days = HBars(tuple(Bar(f"{day.day:%m-%d}", day.count.value, str(day.count.value)) for day in panel.days))
    return [weeks, Drawn(name="days", plot=days, lists=_lists(day.count for day in panel.days))]


def _period(first: str, last: str) -> str:
    """The number of a week, or of the first and last week of a sum."""
    numbers = [str(Week.parse(week).number) for week in dict.fromkeys((first, last))]
    return "-".join(numbers)


def _series(
    *,
    labels: tuple[str, ...],
    counts: tuple[Count, ...],
    values: tuple[float | None, ...],
    limits: Limits | None,
    signals: tuple[Signal, ...],
    name: str,
    unit: str = "",
    decimals: int = 0,
) -> Drawn:
    plot = Xmr(
        labels=labels,
        values=values,
        mean=limits.mean if limits else None,
        lower=limits.lower if limits else None,
        upper=limits.upper if limits else None,
        signals=signals,
        unit=unit,
        decimals=decimals,
    )
    return Drawn(name=name, plot=plot, lists=_lists(counts))


def _lists(counts: Iterable[Count]) -> Lists:
    return tuple((str(at), count.behind) for at, count in enumerate(counts))


def _mix(name: str, rows: tuple[MixRow, ...], say: Says) -> Drawn:
    shown = rows[:MOST_BARS]
    bars = tuple(
        Bar(
            label=say(row.name),
            value=row.share.part.value,
            text=_with_share(row.share),
            reference=None if row.before is None else row.before.value,
            over=row.side > 0,
        )
        for row in shown
    )
    return Drawn(name=name, plot=HBars(bars), lists=_lists(row.share.part for row in shown))


def _with_share(found: Share) -> str:
    rate = f"  {number(found.percent)}%" if found.percent is not None else ""
    return f"{found.part.value}{rate}"


def _heat(panel: HeatPanel, say: Says) -> Drawn:
    counts = [[0] * len(panel.classes) for _ in panel.grids]
    lists: list[tuple[str, Behind]] = []
    for cell in panel.cells:
        counts[cell.row][cell.column] = cell.count.value
        lists.append((f"{cell.row}|{cell.column}", cell.count.behind))
    plot = Heat(
        columns=tuple(say(line.name) for line in panel.classes),
        rows=tuple(say(line.name) for line in panel.grids),
        counts=tuple(tuple(row) for row in counts),
        totals=tuple(line.total.value for line in panel.grids),
        signals=tuple((cell.row, cell.column) for cell in panel.cells if cell.above),
    )
    return Drawn(name="cells", plot=plot, lists=tuple(lists))


def _timeliness(panel: TimelinessPanel) -> list[Drawn]:
    rates = panel.punctuality
    last = len(rates.weeks) - 1
    series = _series(
        labels=tuple(str(Week.parse(point.week).number) for point in rates.weeks),
        counts=tuple(point.on_time.whole for point in rates.weeks),
        values=tuple(point.on_time.percent for point in rates.weeks),
        limits=rates.limits,
        signals=(Signal(last),) if rates.signs else (),
        name="rates",
        unit="%",
        decimals=1,
    )
    bands = panel.overdue.bands
    bars = HBars(tuple(Bar(_band(band.least, band.most), band.count.value, str(band.count.value)) for band in bands))
    return [series, Drawn(name="ages", plot=bars, lists=_lists(band.count for band in bands))]


def _band(least: int, most: int | None) -> str:
    """Full days past due, as `3–7` or `30+`."""
    return f"{least}+" if most is None else f"{least}–{most}"


def _repeats(panel: RepeatsPanel, say: Says) -> list[Drawn]:
    found = []
    if panel.places:
        bars = tuple(Bar(say(place.name), place.count.value, str(place.count.value)) for place in panel.places[:MOST_BARS])
        found.append(Drawn(name="places", plot=HBars(bars), lists=_lists(place.count for place in panel.places[:MOST_BARS])))
    if panel.chains:
        chains = panel.chains[:MOST_BARS]
        lines = tuple(
            Bar(f"{say(chain.place_name)}·{say(chain.name)}", chain.age.value or 0.0, number(chain.age.value)) for chain in chains
        )
        found.append(Drawn(name="chains", plot=HBars(lines), lists=_lists(chain.times for chain in chains)))
    return found


def _workload(panel: WorkloadPanel, say: Says) -> Drawn:
    shown: tuple[ForceLoad, ...] = panel.forces[:MOST_BARS]
    bars = tuple(
        Bar(
            label=say(force.name),
            value=force.case_hours.value or 0.0,
            text=number(force.case_hours.value),
            reference=panel.median_hours if force.key else None,
            over=force.heavy,
        )
        for force in shown
    )
    return Drawn(name="forces", plot=HBars(bars), lists=_lists(force.case_hours.of for force in shown))
