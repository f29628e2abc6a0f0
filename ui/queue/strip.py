"""The pinned strip: unacknowledged 特急 above the list, three at most, so that new ones show without moving anything."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.desk.queue import QueueRow
from ui.common.columns import Column
from ui.common.key_cap import KeyCap
from ui.common.marks import Priority, PriorityMark
from ui.common.notices import announce
from ui.common.text import FittingLabel, PlainLabel
from ui.common.theme import Theme
from ui.common.tokens import Space
from ui.queue.strip_row import Spans, StripRow
from ui.queue.telling import Telling

MOST = 3
HEAD = 30


class PinnedStrip(QWidget):
    """Hidden while nothing is unacknowledged. Arrows move in it, Space acknowledges, Enter opens.

    Signals: `case_chosen(str)`, `case_opened(str)`, `acknowledge_asked(str)` with the case's id;
    `withdraw_asked(str)` with the order that has not been sent; `menu_asked(str, QPoint)` with a case and where on the screen.
    """

    case_chosen = Signal(str)
    case_opened = Signal(str)
    acknowledge_asked = Signal(str)
    withdraw_asked = Signal(str)
    menu_asked = Signal(str, QPoint)

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
            line.menu_asked.connect(self.menu_asked)

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
