"""Bars: horizontal ones to compare with what was expected, and columns over days or weeks."""

from __future__ import annotations

import pyqtgraph as pg
from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QGraphicsLineItem, QWidget

from ui.common.charts.base import Chart
from ui.common.charts.xmr import round_steps
from ui.common.formatting import number
from ui.common.theme import Theme
from ui.common.tokens import Size

LABEL_SHARE, LEAST_LABEL = 0.45, 60


class Bar(Struct, frozen=True):
    """One bar: key, label, value; `expected` a solid tick, `limit` a dashed one; `stands_out` in the colour
    of abnormal.
    """

    key: str
    label: str
    value: float
    expected: float | None = None
    limit: float | None = None
    stands_out: bool = False


class BarChart(Chart):
    """Horizontal bars, the first on top, the value at the right end."""

    def __init__(
        self, theme: Theme, bars: tuple[Bar, ...] = (), *, name: str, digits: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, name=name, parent=parent)
        self._bars, self._digits = bars, digits
        self._room = 0
        self.plot.showAxis("right")
        self.plot.hideAxis("bottom")
        self.redraw()

    def show_bars(self, bars: tuple[Bar, ...]) -> None:
        self._bars = bars
        self.redraw()

    def keys(self) -> tuple[str, ...]:
        return tuple(bar.key for bar in self._bars)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may let the labels be read in full."""
        super().resizeEvent(event)
        if self._label_room() != self._room:
            self.redraw()

    def _label_room(self) -> int:
        """What labels may take of the width in px: the bars are what is looked at."""
        return round(max(self.width(), 2 * self.theme.px(LEAST_LABEL)) * LABEL_SHARE)

    def words(self, key: str) -> str:
        return _bar_words(next(bar for bar in self._bars if bar.key == key), self._digits)

    def place(self, key: str) -> QPointF:
        index = self.keys().index(key)
        return QPointF(self._bars[index].value, -index)

    def key_at(self, point: QPointF) -> str:
        """The whole row of a bar leads to it."""
        row = round(-self.to_data(point).y())
        return self._bars[row].key if 0 <= row < len(self._bars) else ""

    def draw(self) -> None:
        tokens, bars = self.theme.tokens, self._bars
        for index, bar in enumerate(bars):
            self.band(QRectF(0, -index - 0.28, bar.value, 0.56), tokens.over if bar.stands_out else tokens.low)
            for value, dashed in ((bar.expected, False), (bar.limit, True)):
                if value is not None:
                    tick = QGraphicsLineItem(value, -index - 0.42, value, -index + 0.42)
                    tick.setPen(self.pen(tokens.text, 2, dashed=dashed))
                    self.plot.addItem(tick, ignoreBounds=True)
        most = max(max(bar.value, bar.expected or 0, bar.limit or 0) for bar in bars)
        self.plot.setXRange(0, most * 1.02 or 1)
        self.plot.setYRange(-len(bars) + 0.5, 0.5)
        rows = list(enumerate(bars))
        self._room = self._label_room()
        metrics = QFontMetrics(self.theme.font(Size.NOTE))
        cut = [(-float(i), metrics.elidedText(bar.label, Qt.TextElideMode.ElideRight, self._room)) for i, bar in rows]
        self.ticks("left", cut)
        self.ticks("right", [(-float(i), number(bar.value, self._digits)) for i, bar in rows])
        self.plot.getAxis("right").setTextPen(tokens.text)


class ColumnChart(Chart):
    """Columns over time with a rule at zero; `stands_out` marks the ones that matter."""

    def __init__(
        self, theme: Theme, bars: tuple[Bar, ...] = (), *, name: str, every: int = 1, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, name=name, parent=parent)
        self._bars, self._every = bars, every
        self.redraw()

    def show_bars(self, bars: tuple[Bar, ...]) -> None:
        self._bars = bars
        self.redraw()

    def keys(self) -> tuple[str, ...]:
        return tuple(bar.key for bar in self._bars)

    def words(self, key: str) -> str:
        return _bar_words(next(bar for bar in self._bars if bar.key == key), 0)

    def place(self, key: str) -> QPointF:
        index = self.keys().index(key)
        return QPointF(index, self._bars[index].value)

    def key_at(self, point: QPointF) -> str:
        """The whole height of a column leads to it."""
        index = round(self.to_data(point).x())
        return self._bars[index].key if 0 <= index < len(self._bars) else ""

    def draw(self) -> None:
        tokens, bars = self.theme.tokens, self._bars
        brushes = [pg.mkBrush(tokens.over if bar.stands_out else tokens.low) for bar in bars]
        heights = [bar.value for bar in bars]
        places = list(range(len(bars)))
        self.plot.addItem(pg.BarGraphItem(x=places, height=heights, width=0.66, brushes=brushes, pen=None))
        expected = [(index, bar.expected) for index, bar in enumerate(bars) if bar.expected is not None]
        for index, value in expected:
            tick = QGraphicsLineItem(index - 0.45, value, index + 0.45, value)
            tick.setPen(self.pen(tokens.text, 2))
            self.plot.addItem(tick, ignoreBounds=True)
        most = max([*heights, *(value for _, value in expected), 1])
        self.plot.setXRange(-0.6, len(bars) - 0.4)
        self.plot.setYRange(0, most * 1.05)
        last = len(bars) - 1
        self.ticks("bottom", [(float(i), bars[i].label) for i in sorted(range(last, -1, -self._every))])
        self.ticks("left", [(value, number(value)) for value in round_steps(0, most)], ruled=True)


def _bar_words(bar: Bar, digits: int) -> str:
    value = number(bar.value, digits)
    if bar.expected is None:
        return f"{bar.label} {value}"
    text = QCoreApplication.translate("BarChart", "{label} {value}，预期 {expected}")
    return text.format(label=bar.label, value=value, expected=number(bar.expected, digits))
