"""One panel as a card: number, name, whether it holds a signal, its plots, its sentence, and whether it goes into the minutes."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.desk.panels import Behind, Card
from ui.common.notices import announce
from ui.common.painted import Painted
from ui.common.text import FittingLabel, PlainLabel, tooltip
from ui.common.theme import Theme
from ui.common.tokens import Space, Tokens
from ui.meeting.few_lines import FewLines
from ui.meeting.plots import card_chart, ground_chart, least_height, room_of
from ui.meeting.telling import panel_name, plot_name
from ui.meeting.tiles import ActionTiles

LEAST_HEIGHT = 240
HEAD_AND_FOOT, PLOT_NAME = 48, 20
SENTENCE_LINES = 4


class SignalMark(Painted):
    """The upright bar that says a panel holds a signal."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, width=5, height=14)
        self.retranslate()

    def words(self) -> str:
        return self.tr("本周有信号")

    def paint(self, painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
        painter.fillRect(rect, QColor(tokens.over))


class PanelCard(QWidget):
    """A card of the gallery. It can have the keys: Space ticks it for the minutes, Enter enlarges it.

    Signals: `list_asked(str, object)` with panel and the list behind a mark; `enlarged(str)`; `ticked(str, bool)`;
    `stepped(int)` after an arrow key, ±1 across and ±100 down; `pressed(str)` after a press of the mouse.
    """

    list_asked = Signal(str, object)
    enlarged = Signal(str)
    ticked = Signal(str, bool)
    stepped = Signal(int)
    pressed = Signal(str)

    def __init__(self, theme: Theme, number: int, card: Card, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = card.key
        self._theme, self._card = theme, card
        self._tick = QCheckBox(self.tr("纪要"))
        self._charts: list[QWidget] = []
        self._sentence = FewLines(theme, card.sentence, most=SENTENCE_LINES)
        self._further: list[QWidget] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(theme.px(LEAST_HEIGHT))
        self.setAccessibleName(panel_name(card.key))
        self.setAccessibleDescription(card.sentence)
        self._assemble(number)
        theme.changed.connect(self._on_theme_changed)

    @property
    def sentence(self) -> str:
        """What the card says."""
        return self._card.sentence

    @property
    def is_ticked(self) -> bool:
        """Whether the panel goes into the minutes."""
        return self._tick.isChecked()

    def set_ticked(self, ticked: bool, *, locked: str = "") -> None:
        """Shows whether the panel goes into the minutes; `locked` says why that cannot be changed now."""
        self._tick.setChecked(ticked)
        self._tick.setEnabled(not locked)
        self._tick.setToolTip(tooltip(locked))
        self._tick.setAccessibleDescription(locked)

    def press_tick(self) -> None:
        """Ticks or unticks, as a click on the box does."""
        if self._tick.isEnabled():
            self._tick.click()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(300), self._theme.px(LEAST_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The second plot shows where both have the height to be read; enlarged, the panel shows all."""
        super().resizeEvent(event)
        plots = self._card.plots[:2]
        needed = sum(least_height(drawn) for drawn in plots) + PLOT_NAME * len(plots) + HEAD_AND_FOOT
        room = self.height() - self._sentence.heightForWidth(self.width() - 2 * self._theme.px(Space.INSET))
        for widget in self._further:
            widget.setVisible(room >= self._theme.px(needed))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -100, Qt.Key.Key_Down: 100}
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Space:
            self.press_tick()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.enlarged.emit(self.key)
        elif key in steps:
            self.stepped.emit(steps[key])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.pressed.emit(self.key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.enlarged.emit(self.key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        announce(self, self.sentence)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = 2.0 if self.hasFocus() else 1.0
        painter.setPen(QPen(QColor(tokens.selection_bar if self.hasFocus() else tokens.edge), edge))
        painter.setBrush(QColor(tokens.field))
        box = QRectF(self.rect()).adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2)
        painter.drawRoundedRect(box, Space.CARD_RADIUS, Space.CARD_RADIUS)
        painter.end()

    def _assemble(self, number: int) -> None:
        px, card = self._theme.px, self._card
        self._tick.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._tick.clicked.connect(self._on_ticked)
        self._tick.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head = QHBoxLayout()
        head.setSpacing(px(6))
        head.addWidget(PlainLabel(str(number), tone="second", size="secondary"))
        head.addWidget(PlainLabel(panel_name(card.key), size="section"))
        if card.signal:
            head.addWidget(SignalMark(self._theme))
        else:
            head.addWidget(FittingLabel(self.tr("本周无信号"), "", tone="note", size="note"), 1)
        head.addStretch(1)
        head.addWidget(self._tick)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(Space.INSET), px(6), px(Space.INSET), px(Space.GAP))
        column.setSpacing(px(2))
        column.addLayout(head)
        self._add_plots(column)
        column.addWidget(self._sentence)

    def _add_plots(self, column: QVBoxLayout) -> None:
        plots = self._card.plots[:2]
        for place, drawn in enumerate(plots):
            name = PlainLabel(plot_name(drawn.name), tone="note", size="note")
            column.addWidget(name)
            chart = card_chart(self._theme, drawn, on_mark=partial(self._on_mark, drawn.name))
            self._charts.append(chart)
            column.addWidget(chart, room_of(drawn))
            if place:
                self._further += [name, chart]
        if self._card.reviewed:
            tiles = ActionTiles(self._theme, self._card.reviewed)
            tiles.tile_chosen.connect(partial(self.enlarged.emit, self.key))
            column.addSpacing(self._theme.px(Space.GAP))
            column.addWidget(tiles, 1)
        column.addStretch(0 if plots else 1)

    @Slot()
    def _on_theme_changed(self) -> None:
        for chart in self._charts:
            ground_chart(chart, self._theme)
        self.update()

    def _on_mark(self, name: str, key: str) -> None:
        drawn = self._card.drawn(name)
        behind: Behind | None = drawn.behind(key) if drawn else None
        if behind is not None:
            self.list_asked.emit(self.key, behind)

    @Slot(bool)
    def _on_ticked(self, ticked: bool) -> None:
        self.ticked.emit(self.key, ticked)
