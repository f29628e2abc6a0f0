"""The pinned strip: unacknowledged 特急 above the list, three at most, so that new ones show without moving anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.desk.queue import QueueRow
from ui.common.buttons import ActButton
from ui.common.columns import CellLook, Column
from ui.common.key_cap import KeyCap
from ui.common.marks import Priority, PriorityMark
from ui.common.notices import announce
from ui.common.text import FittingLabel, PlainLabel
from ui.common.theme import Theme
from ui.common.tokens import Space
from ui.common.writing import Writer
from ui.queue.columns import FLAGS
from ui.queue.telling import Telling

MOST = 3
HEAD = 30
BUTTON = 72
INSET = 6

Spans = Callable[[], dict[str, tuple[int, int]]]


class PinnedStrip(QWidget):
    """Hidden while nothing is unacknowledged. Arrows move in it, Space acknowledges, Enter opens.

    Signals: `case_chosen(str)`, `case_opened(str)`, `acknowledge_asked(str)` with the case's id;
    `withdraw_asked(str)` with the order that has not been sent.
    """

    case_chosen = Signal(str)
    case_opened = Signal(str)
    acknowledge_asked = Signal(str)
    withdraw_asked = Signal(str)

    def __init__(
        self,
        theme: Theme,
        telling: Telling,
        columns: tuple[Column[QueueRow], ...],
        spans: Spans,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: tuple[QueueRow, ...] = ()
        self._current = ""
        self._first = 0
        self._title = PlainLabel(tone="critical", size="section")
        self._note = FittingLabel(tone="second", size="secondary")
        self._more = PlainLabel(tone="critical", size="section")
        self._keys = (KeyCap(theme, "F3"), PlainLabel(tone="second", size="secondary"))
        self._space = KeyCap(theme, self.tr("空格"))
        self._space_words = PlainLabel(tone="second", size="secondary")
        self._lines = [StripRow(theme, telling, columns, spans) for _ in range(MOST)]
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._assemble()
        self.retranslate()
        self.hide()

    @property
    def rows(self) -> tuple[QueueRow, ...]:
        """All unacknowledged 特急, oldest first; the widget shows three of them."""
        return self._rows

    @property
    def current(self) -> str:
        """The id of the row that keys act on."""
        return self._current

    def show_rows(self, rows: tuple[QueueRow, ...]) -> None:
        """Shows these; what is new is read out at once."""
        known = {row.id for row in self._rows}
        new = [row for row in rows if row.id not in known]
        self._rows = rows
        if self._current not in {row.id for row in rows}:
            self._current = ""
        self._place()
        for row in new:
            announce(self, self.tr("新特急：{summary}").format(summary=self._lines[0].told.summary(row)), at_once=True)

    def choose(self, incident: str) -> None:
        """Marks the row of this case, if it is here; another case takes the mark away."""
        self._current = incident if any(row.id == incident for row in self._rows) else ""
        self._place()

    def next_one(self) -> str:
        """Goes to the next unacknowledged 特急 and returns its id, empty when there is none."""
        ids = [row.id for row in self._rows]
        if not any(not row.pending for row in self._rows):
            return ""
        place = ids.index(self._current) + 1 if self._current in ids else 0
        self._choose(ids[place % len(ids)])
        return self._current

    @Slot()
    def follow_columns(self) -> None:
        """The list below has other columns: the buttons stand in them."""
        for line in self._lines:
            line.put_button()
            line.update()

    def tick(self) -> None:
        """A second has passed."""
        for line in self._lines:
            if line.isVisible():
                line.update()

    def retranslate(self) -> None:
        self._note.say(self.tr("新件只进此栏，下方列表不动"), "")
        self._keys[1].setText(self.tr("下一件"))
        self._space_words.setText(self.tr("确认"))
        self.setAccessibleName(self.tr("未确认的特急"))
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), Space.RADIUS, Space.RADIUS)
        painter.fillPath(shape, QColor(tokens.critical_row))
        painter.setPen(QPen(QColor(tokens.priorities[0].mark), 1.5))
        painter.drawPath(shape)
        painter.end()

    def _assemble(self) -> None:
        px = self._theme.px
        head = QHBoxLayout()
        head.setContentsMargins(px(Space.INSET), 0, px(Space.INSET), 0)
        head.setSpacing(px(Space.GAP))
        head.addWidget(PriorityMark(self._theme, Priority.CRITICAL))
        head.addWidget(self._title)
        head.addWidget(self._note, 1)
        for widget in (self._more, *self._keys, self._space, self._space_words):
            head.addWidget(widget)
        top = QWidget()
        top.setFixedHeight(px(HEAD))
        top.setLayout(head)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(top)
        for line in self._lines:
            column.addWidget(line)
            line.chosen.connect(self._choose)
            line.opened.connect(self.case_opened)
            line.acknowledge_asked.connect(self.acknowledge_asked)
            line.withdraw_asked.connect(self.withdraw_asked)
            line.moved.connect(self._step)

    def _place(self) -> None:
        """Puts the three rows around the current one into the lines."""
        count = len(self._rows)
        ids = [row.id for row in self._rows]
        here = ids.index(self._current) if self._current in ids else 0
        self._first = max(0, min(self._first, here, count - MOST), here - MOST + 1)
        shown = self._rows[self._first : self._first + MOST]
        for place, line in enumerate(self._lines):
            row = shown[place] if place < len(shown) else None
            line.show_row(row, current=row is not None and row.id == self._current, first=place == 0)
        waiting = sum(not row.pending for row in self._rows)
        self._title.setText(self.tr("未确认 特急  {count}").format(count=waiting))
        self._more.setText(self.tr("另有 {count} 件").format(count=count - MOST))
        self._more.setVisible(count > MOST)
        self.setVisible(count > 0)
        self.updateGeometry()

    @Slot(str)
    def _choose(self, incident: str) -> None:
        self._current = incident
        self._place()
        for line in self._lines:
            if line.incident == incident:
                line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.case_chosen.emit(incident)

    @Slot(int)
    def _step(self, by: int) -> None:
        ids = [row.id for row in self._rows]
        if self._current in ids:
            self._choose(ids[max(0, min(len(ids) - 1, ids.index(self._current) + by))])


class StripRow(QWidget):
    """One case of the strip, painted in the columns of the list below, with its button.

    Signals: `chosen(str)`, `opened(str)`, `acknowledge_asked(str)`, `withdraw_asked(str)`, `moved(int)`.
    """

    chosen = Signal(str)
    opened = Signal(str)
    acknowledge_asked = Signal(str)
    withdraw_asked = Signal(str)
    moved = Signal(int)

    def __init__(self, theme: Theme, told: Telling, columns: tuple[Column[QueueRow], ...], spans: Spans) -> None:
        super().__init__()
        self.told = told
        self._theme, self._columns, self._spans = theme, columns, spans
        self._row: QueueRow | None = None
        self._current = False
        self._writer = Writer(theme)
        self._button = ActButton(theme, "", height=26, parent=self)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.clicked.connect(self._on_pressed)
        theme.changed.connect(self._on_theme_changed)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    @property
    def incident(self) -> str:
        """The id of the case shown, empty without one."""
        return self._row.id if self._row else ""

    @property
    def button(self) -> ActButton:
        """确认, or 撤回 while the acknowledgement has not been sent."""
        return self._button

    def show_row(self, row: QueueRow | None, *, current: bool, first: bool) -> None:
        """Shows a case; the first of the strip carries the filled button."""
        self._row, self._current = row, current
        self.setVisible(row is not None)
        if row is None:
            return
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if current or first else Qt.FocusPolicy.ClickFocus)
        if row.pending:
            self._button.show_act(self.tr("撤回"))
            self._button.setEnabled(bool(row.unsent_order))
        else:
            self._button.show_act(self.tr("确认"), role="critical" if current or first else "plain")
            self._button.setEnabled(True)
        self._button.setAccessibleName(f"{self._button.text()} {row.number}")
        self.setAccessibleName(f"{row.number} {self.told.summary(row)[:200]}")
        self.setAccessibleDescription(f"{row.grid_name} {self.told.state(row)} {self.told.limit(row)}")
        self.put_button()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(600, self._theme.px(Space.PINNED_ROW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.put_button()

    def paintEvent(self, event: QPaintEvent) -> None:
        row, tokens = self._row, self._theme.tokens
        if row is None:
            return
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, QColor(tokens.critical_rule))
        if self._current:
            painter.fillRect(QRectF(0, 0, Space.SELECTION_BAR, self.height()), QColor(tokens.priorities[0].mark))
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.selection_bar), 1))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        look = CellLook(self._theme, tokens, False, self._writer)
        for column, left, width in self._cells():
            cell = QRectF(left + INSET, 0, width - 2 * INSET, self.height())
            self._paint_cell(painter, cell, column, row, look)
        painter.end()

    def _cells(self) -> list[tuple[Column[QueueRow], int, int]]:
        """The columns of the list with left edge and width; where none stands under the button, the summary gives way."""
        spans = self._spans()
        shown = [column for column in self._columns if column.key in spans and column.key not in ("level", FLAGS)]
        if not shown:
            return []
        right = max(left + width for left, width in spans.values() if width)
        shift = 0 if FLAGS in spans else max(0, right - self._button.x() + INSET)
        cells, past = [], False
        for column in shown:
            left, width = spans[column.key]
            cells.append((column, left - shift if past else left, width - shift if column.elastic else width))
            past = past or column.elastic
        return cells

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._row is None or event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            super().keyPressEvent(event)
            return
        match event.key():
            case Qt.Key.Key_Space:
                self.acknowledge_asked.emit(self._row.id)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.opened.emit(self._row.id)
            case Qt.Key.Key_Down:
                self.moved.emit(1)
            case Qt.Key.Key_Up:
                self.moved.emit(-1)
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._row is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self._row.id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._row is not None:
            self.opened.emit(self._row.id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._row is not None and not self._current:
            self.chosen.emit(self._row.id)
        self.update()

    def _paint_cell(self, painter: QPainter, cell: QRectF, column: Column[QueueRow], row: QueueRow, look: CellLook) -> None:
        if column.paint is not None:
            column.paint(painter, cell, row, replace(look, selected=column.key == "number"))
        else:
            look.write(painter, cell, column.text(row), bold=column.key in ("grid", "age"), side=column.side)

    def put_button(self) -> None:
        """Puts the button into the column of the signs, as it stands now."""
        px = self._theme.px
        flags = self._spans().get(FLAGS, (self.width(), 0))
        wanted = self._button.sizeHint().width()
        width = max(wanted, min(px(BUTTON), flags[1] - px(INSET + Space.GAP)))
        left = flags[0] + px(INSET)
        left = min(left, self.width() - width - px(Space.GAP))
        self._button.setGeometry(left, (self.height() - px(26)) // 2, width, px(26))

    @Slot()
    def _on_pressed(self) -> None:
        if self._row is None:
            return
        if self._row.pending:
            self.withdraw_asked.emit(self._row.unsent_order)
        else:
            self.acknowledge_asked.emit(self._row.id)

    @Slot()
    def _on_theme_changed(self) -> None:
        self._writer = Writer(self._theme)
        self.update()
