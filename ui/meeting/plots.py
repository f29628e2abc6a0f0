"""From the plots of a panel to the charts of the screen. Imported late: pyqtgraph takes a second to load."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.desk import document
from app.desk.panels import Drawn
from ui.common.charts.bars import Bar, BarChart, ColumnChart
from ui.common.charts.base import Chart
from ui.common.charts.heat import Heat, HeatGrid
from ui.common.charts.xmr import Signal, Xmr, XmrChart, XmrPoint
from ui.common.theme import Theme
from ui.meeting.telling import plot_name

COLUMNS = ("days", "ages")
CELLS_IN_CARD = (7, 4)
BARS_IN_CARD = {"classes": 4, "sources": 3, "chains": 3}
MOST_BARS = 5
BAR_ROOM = 22
LEAST_HEIGHT = 40


def card_chart(theme: Theme, drawn: Drawn, *, on_mark: Callable[[str], None]) -> QWidget:
    """The chart of a plot as a card holds it: on the card's own ground, never in the way of the keys."""
    chart = chart_of(theme, drawn, on_mark=on_mark, small=True)
    ground_chart(chart, theme)
    chart.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    chart.setMinimumHeight(theme.px(LEAST_HEIGHT))
    chart.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
    return chart


def ground_chart(chart: QWidget, theme: Theme) -> None:
    """Puts a chart on the ground of a card; to be said again when the theme changes."""
    if isinstance(chart, Chart):
        chart.plot.setBackground(theme.tokens.field)


def chart_of(theme: Theme, drawn: Drawn, *, on_mark: Callable[[str], None], small: bool) -> QWidget:
    """The chart of a plot; `on_mark` is called with the key of a mark that is chosen. `small` leaves out what a card cannot hold.

    Raises TypeError for a plot that only papers know.
    """
    name = plot_name(drawn.name)
    match drawn.plot:
        case document.Xmr() as plot if plot.mean is not None:
            series = XmrChart(theme, _xmr(plot), name=name, every=5)
            series.mark_chosen.connect(on_mark)
            return series
        case document.Xmr() as plot:
            bars = tuple(Bar(str(at), _week(label), value or 0.0) for at, (label, value) in _told(plot))
            columns = ColumnChart(theme, bars, name=name, every=5)
            columns.mark_chosen.connect(on_mark)
            return columns
        case document.HBars() as plot if drawn.name in COLUMNS:
            days = ColumnChart(theme, tuple(_bar(str(at), bar, short=small) for at, bar in enumerate(plot.bars)), name=name)
            days.mark_chosen.connect(on_mark)
            return days
        case document.HBars() as plot:
            shown = plot.bars[: BARS_IN_CARD.get(drawn.name, MOST_BARS)] if small else plot.bars
            rows = BarChart(theme, tuple(_bar(str(at), bar) for at, bar in enumerate(shown)), name=name)
            rows.setMaximumHeight(theme.px(BAR_ROOM if small else 2 * BAR_ROOM) * len(shown) + theme.px(16))
            rows.mark_chosen.connect(on_mark)
            return rows
        case document.Heat() as plot:
            grid = HeatGrid(theme, _heat(plot, small=small), name=name)
            grid.mark_chosen.connect(on_mark)
            return grid
    raise TypeError(f"no chart for {type(drawn.plot).__name__}")


def room_of(drawn: Drawn) -> int:
    """How much of a card's height a plot should have, against the others."""
    if isinstance(drawn.plot, document.HBars) and drawn.name not in COLUMNS:
        return min(len(drawn.plot.bars), BARS_IN_CARD.get(drawn.name, MOST_BARS))
    return {"days": 3, "ages": 3, "weeks": 4, "rates": 4}.get(drawn.name, 8)


def least_height(drawn: Drawn) -> int:
    """The height in px at 100 % below which a plot in a card cannot be read."""
    match drawn.plot:
        case document.Xmr():
            return 100
        case document.HBars() as plot if drawn.name not in COLUMNS:
            return BAR_ROOM * min(len(plot.bars), BARS_IN_CARD.get(drawn.name, MOST_BARS)) + 12
        case document.Heat() as plot:
            return 18 * (min(len(plot.rows), CELLS_IN_CARD[0]) + 1)
    return 84


def _told(plot: document.Xmr) -> list[tuple[int, tuple[str, float | None]]]:
    return [(at, pair) for at, pair in enumerate(zip(plot.labels, plot.values, strict=True)) if pair[1] is not None]


def _week(label: str) -> str:
    return QCoreApplication.translate("Meeting", "{week}周").format(week=label)


def _xmr(plot: document.Xmr) -> Xmr:
    signals = {signal.index for signal in plot.signals}
    lower, upper = plot.lower or 0.0, plot.upper or 0.0
    points = tuple(
        XmrPoint(str(at), _week(label), value or 0.0, _signal(value or 0.0, lower, upper) if at in signals else Signal.NONE)
        for at, (label, value) in _told(plot)
    )
    return Xmr(points=points, mean=plot.mean or 0.0, upper=upper, lower=lower, digits=plot.decimals)


def _signal(value: float, lower: float, upper: float) -> Signal:
    return Signal.OUTSIDE if value > upper or value < lower else Signal.RUN


def _bar(key: str, bar: document.Bar, *, short: bool = False) -> Bar:
    """A bar; a short label of a day is the day of the month."""
    label = bar.label.rpartition("-")[2] if short else bar.label
    return Bar(key=key, label=label, value=bar.value, expected=bar.reference, stands_out=bar.over)


def _heat(plot: document.Heat, *, small: bool) -> Heat:
    rows, columns = CELLS_IN_CARD if small else (len(plot.rows), len(plot.columns))
    return Heat(
        rows=tuple((str(at), name) for at, name in enumerate(plot.rows[:rows])),
        columns=tuple((str(at), name) for at, name in enumerate(plot.columns[:columns])),
        counts=tuple(tuple(row[:columns]) for row in plot.counts[:rows]),
        signals=frozenset(f"{row}|{column}" for row, column in plot.signals),
    )
