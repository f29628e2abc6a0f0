"""The control chart of a weekly figure: values, mean, natural limits, and the points that are signals."""

from __future__ import annotations

from enum import StrEnum
from math import ceil, floor, log10

import pyqtgraph as pg
from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QWidget

from ui.common.charts.base import Chart
from ui.common.formatting import number
from ui.common.theme import Theme


class Signal(StrEnum):
    """What a point of a control chart is: ordinary, part of a run on one side of the mean, outside the
    limits.
    """

    NONE = ""
    RUN = "run"
    OUTSIDE = "outside"


class XmrPoint(Struct, frozen=True):
    """One week: the key of the list behind it, its label on the axis, its value."""

    key: str
    label: str
    value: float
    signal: Signal = Signal.NONE


class Xmr(Struct, frozen=True):
    """A series with its centre line and natural process limits; `lower` is never under 0 for counts."""

    points: tuple[XmrPoint, ...] = ()
    mean: float = 0.0
    upper: float = 0.0
    lower: float = 0.0
    digits: int = 0


class XmrChart(Chart):
    """Line of 2 px, open circles; filled circles in a run, an orange diamond outside the limits."""

    def __init__(self, theme: Theme, xmr: Xmr | None = None, *, name: str, every: int = 5, parent: QWidget | None = None) -> None:
        """`every` says how many weeks apart the labels stand; the last week always has one."""
        super().__init__(theme, name=name, parent=parent)
        self._xmr, self._every = xmr or Xmr(), every
        self.plot.showAxis("right")
        self.redraw()

    def show_series(self, xmr: Xmr) -> None:
        self._xmr = xmr
        self.redraw()

    def keys(self) -> tuple[str, ...]:
        return tuple(point.key for point in self._xmr.points)

    def words(self, key: str) -> str:
        point = next(point for point in self._xmr.points if point.key == key)
        told = {
            Signal.NONE: self.tr("{week}：{value}"),
            Signal.RUN: self.tr("{week}：{value}，连续在均值一侧"),
            Signal.OUTSIDE: self.tr("{week}：{value}，超出界限"),
        }[point.signal]
        return told.format(week=point.label, value=number(point.value, self._xmr.digits))

    def place(self, key: str) -> QPointF:
        index = self.keys().index(key)
        return QPointF(index, self._xmr.points[index].value)

    def draw(self) -> None:
        xmr, tokens = self._xmr, self.theme.tokens
        last = len(xmr.points) - 1
        self.band(QRectF(-0.5, xmr.lower, last + 1, xmr.upper - xmr.lower), tokens.head)
        self._line(xmr.mean, tokens.mid, dashed=False)
        self._line(xmr.upper, tokens.mid, dashed=True)
        self._line(xmr.lower, tokens.low, dashed=True)
        values = [point.value for point in xmr.points]
        self.plot.plot(list(range(last + 1)), values, pen=self.pen(tokens.mid, 2))
        for signal, symbol, size in ((Signal.NONE, "o", 7), (Signal.RUN, "o", 8), (Signal.OUTSIDE, "d", 14)):
            self._points(signal, symbol, size)
        self._scale(values)
        if xmr.points[last].signal is not Signal.NONE:
            colour = tokens.over if xmr.points[last].signal is Signal.OUTSIDE else tokens.text
            shown = number(values[last], xmr.digits)
            self.label(shown, QPointF(last, values[last]), anchor=(1.3, 0.5), colour=colour, bold=True)

    def _line(self, value: float, colour: str, *, dashed: bool) -> None:
        self.plot.addItem(pg.InfiniteLine(pos=value, angle=0, pen=self.pen(colour, dashed=dashed)), ignoreBounds=True)

    def _points(self, signal: Signal, symbol: str, size: int) -> None:
        tokens = self.theme.tokens
        chosen = [(i, p.value) for i, p in enumerate(self._xmr.points) if p.signal is signal]
        ink = tokens.over if signal is Signal.OUTSIDE else tokens.text if signal is Signal.RUN else tokens.mid
        fill = tokens.pane if signal is Signal.NONE else ink
        dots = pg.ScatterPlotItem(size=size, symbol=symbol, pen=self.pen(ink, 1.5), brush=pg.mkBrush(fill))
        dots.addPoints(x=[x for x, _ in chosen], y=[y for _, y in chosen])
        self.plot.addItem(dots)

    def _scale(self, values: list[float]) -> None:
        xmr, last = self._xmr, len(values) - 1
        low, high = min([*values, xmr.lower]), max([*values, xmr.upper])
        room = max((high - low) * 0.1, 1e-9)
        self.plot.setXRange(-0.5, last + 0.5)
        self.plot.setYRange(max(0.0, low - room) if low >= 0 else low - room, high + room)
        shown = range(last, -1, -self._every)
        self.ticks("bottom", [(float(i), xmr.points[i].label) for i in sorted(shown)])
        self.ticks("left", [(value, number(value)) for value in round_steps(low, high)], ruled=True)
        limits = ((xmr.upper, self.tr("上限")), (xmr.mean, self.tr("均值")), (xmr.lower, self.tr("下限")))
        self.ticks("right", [(value, f"{word} {number(value, xmr.digits)}") for value, word in limits])


def round_steps(low: float, high: float, *, count: int = 4) -> list[float]:
    """About `count` round values (steps of 1, 2 or 5 times a power of ten) within the range."""
    span = high - low
    if span <= 0:
        return [low]
    rough = span / count
    power = 10.0 ** floor(log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    first, last = ceil(low / step), floor(high / step)
    return [step * index for index in range(first, last + 1)]
