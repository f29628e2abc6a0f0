"""What all charts share: quiet axes with our own tick words, recolouring, and marks that lead to what is
behind them.
"""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPen
from PySide6.QtWidgets import QGraphicsRectItem, QToolTip, QVBoxLayout, QWidget

from ui.common.notices import announce
from ui.common.text import tooltip
from ui.common.theme import Theme
from ui.common.tokens import Size

NEAR = 14.0


class Chart(QWidget):
    """A plot without mouse panning, drawn from frozen data by `draw()` and drawn again when the theme
    changes.

    Marks are reached by the mouse or with the arrow keys; Enter or a click opens what is behind one. A
    screen reader hears the words of the mark; the table of the same figures stands beside the chart.

    Signals: `mark_chosen(str)` with the key of the mark.
    """

    mark_chosen = Signal(str)

    def __init__(self, theme: Theme, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.plot: Any = pg.PlotWidget(background=None)
        self._current = -1
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for inner in (self.plot, self.plot.viewport()):  # the viewport would be a stop of its own for Tab, without a name
            inner.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.setFrameShape(pg.PlotWidget.Shape.NoFrame)
        self.plot.setMouseEnabled(x=False, y=False)
        self.plot.setMenuEnabled(False)
        self.plot.hideButtons()
        self.plot.getPlotItem().getViewBox().setDefaultPadding(0.0)
        self.plot.getPlotItem().setContentsMargins(4, 8, 8, 2)
        menu = self.plot.getPlotItem().ctrlMenu  # made whether wanted or not, and nobody's: it has to go with the chart
        menu.setParent(self.plot, menu.windowFlags())
        self.plot.viewport().installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.plot)
        theme.changed.connect(self._on_theme_changed)

    def keys(self) -> tuple[str, ...]:
        """The keys of the marks in reading order."""
        raise NotImplementedError

    def words(self, key: str) -> str:
        """What a mark says, in the language of the screen."""
        raise NotImplementedError

    def place(self, key: str) -> QPointF:
        """Where a mark stands, in data coordinates."""
        raise NotImplementedError

    def draw(self) -> None:
        """Draws everything from the data in the present colours."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Clears the plot, dresses the axes and draws."""
        self.plot.clear()
        self._dress_axes()
        if self.keys():
            self.draw()
        self._draw_current()

    @property
    def current(self) -> str:
        """The key of the mark the keyboard stands on, empty for none."""
        keys = self.keys()
        return keys[self._current] if 0 <= self._current < len(keys) else ""

    def key_at(self, point: QPointF) -> str:
        """The mark under a point of the plot's viewport, in px; empty when none is near. Bars and cells
        override it.
        """
        best, nearest = "", NEAR
        for key in self.keys():
            away = self.to_pixels(self.place(key)) - point
            distance = max(abs(away.x()), abs(away.y()))
            if distance < nearest:
                best, nearest = key, distance
        return best

    def to_data(self, point: QPointF) -> QPointF:
        """A point of the viewport in data coordinates."""
        scene = self.plot.mapToScene(point.toPoint())
        mapped = self.plot.getPlotItem().getViewBox().mapSceneToView(scene)
        return QPointF(mapped.x(), mapped.y())

    def to_pixels(self, point: QPointF) -> QPointF:
        """A point in data coordinates on the viewport."""
        scene = self.plot.getPlotItem().getViewBox().mapViewToScene(point)
        return QPointF(self.plot.mapFromScene(scene))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            key = self.key_at(event.position())
            if key and event.button() == Qt.MouseButton.LeftButton:
                self.mark_chosen.emit(key)
        elif isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            key = self.key_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), tooltip(self.words(key)) if key else "", self)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys, step = self.keys(), 0
        if event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            step = 1
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            step = -1
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current:
            self.mark_chosen.emit(self.current)
            return
        if not step or not keys:
            super().keyPressEvent(event)
            return
        self._current = max(0, min(len(keys) - 1, self._current + step if self._current >= 0 else 0))
        self.redraw()
        announce(self, self.words(self.current))

    def pen(self, colour: str, width: float = 1.0, *, dashed: bool = False) -> QPen:
        """A cosmetic pen; only width 1 is fast, charts use 2."""
        made = QPen(QColor(colour), width)
        made.setCosmetic(True)
        if dashed:
            made.setDashPattern([4.0, 3.0])
        return made

    def band(self, area: QRectF, colour: str) -> None:
        """Fills an area in data coordinates."""
        item = QGraphicsRectItem(area)
        item.setPen(QPen(Qt.PenStyle.NoPen))
        item.setBrush(QBrush(QColor(colour)))
        item.setZValue(-10)
        self.plot.addItem(item, ignoreBounds=True)

    def label(self, text: str, at: QPointF, *, anchor: tuple[float, float], colour: str, bold: bool = False) -> None:
        """Writes words at a point in data coordinates; `anchor` says which part of them lies there, (0, 0)
        top left.
        """
        item = pg.TextItem(text, color=QColor(colour), anchor=anchor)
        item.setFont(self.theme.font(Size.NOTE, bold=bold))
        item.setPos(at)
        self.plot.addItem(item, ignoreBounds=True)

    def ticks(self, side: str, words: list[tuple[float, str]], *, ruled: bool = False) -> None:
        """Gives an axis its own words at its own places, and room for the widest; `ruled` draws a hair line
        at each.
        """
        axis = self.plot.getAxis(side)
        axis.setTicks([words])
        metrics = QFontMetrics(self.theme.font(Size.NOTE))
        if side == "bottom":
            axis.setHeight(metrics.height() + self.theme.px(8))
        else:
            widest = max((metrics.horizontalAdvance(word) for _, word in words), default=0)
            axis.setWidth(widest + self.theme.px(14))
        for value, _ in words if ruled else ():
            line = pg.InfiniteLine(pos=value, angle=0, pen=self.pen(self.theme.tokens.hair))
            line.setZValue(-20)
            self.plot.addItem(line, ignoreBounds=True)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.redraw()
        super().changeEvent(event)

    def _dress_axes(self) -> None:
        tokens = self.theme.tokens
        for side in ("left", "right", "bottom"):
            axis = self.plot.getAxis(side)
            axis.setStyle(
                tickFont=self.theme.font(Size.NOTE), tickLength=0, tickAlpha=0, tickTextOffset=6, hideOverlappingLabels=False
            )
            ruled = side == "bottom" and bool(self.keys())
            axis.setPen(self.pen(tokens.line) if ruled else QPen(Qt.PenStyle.NoPen))
            axis.setTicks([[]])
            axis.setTextPen(QColor(tokens.text2))

    def _draw_current(self) -> None:
        if self.current:
            ring = pg.ScatterPlotItem(size=18, pen=self.pen(self.theme.tokens.selection_bar, 2), brush=None)
            ring.addPoints([{"pos": self.place(self.current)}])
            self.plot.addItem(ring, ignoreBounds=True)

    @Slot()
    def _on_theme_changed(self) -> None:
        self.redraw()
