"""What nobody has acknowledged is heard and seen, also behind the lock, there by class and place alone (security, C2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.desk import Desk
from app.desk.ports import Cache
from app.desk.queue import QueueRow
from app.desk.reminding import Reminders, unacknowledged
from app.desk.words import Words
from app.domain.catalogue import Severity
from app.domain.problems import Problem
from ui.common.follower import Follower
from ui.common.formatting import hour_minute
from ui.common.marks import Priority, PriorityMark
from ui.common.notices import Notices, announce
from ui.common.sound import Sound
from ui.common.tasks import Tasks
from ui.common.text import PlainLabel
from ui.common.theme import Theme
from ui.common.tokens import Space

READ_AGAIN = timedelta(seconds=30)
"""How often it is read without a change: what was put off comes back by the clock alone."""
MOST = 3
REMINDER = "reminder"


class Alarm(QObject):
    """Asked once a second by the door, which knows whether the desk is locked.

    Signals: `waiting(object)` with the rows of 特急 that nobody has acknowledged, whenever they were read.
    """

    waiting = Signal(object)

    def __init__(self, desk: Desk, words: Words, tasks: Tasks, notices: Notices, sound: Sound, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._notices, self.sound = desk, notices, sound
        self._words = words
        self._reminders = Reminders()
        self._rows: tuple[QueueRow, ...] = ()
        self._read_at: datetime | None = None
        self._follower: Follower[tuple[QueueRow, ...]] = Follower(
            parent, desk, tasks, name="alarm", kinds=("incident", "grid"), ask=self._ask, show=self._show, fail=self._fail
        )

    def open(self) -> None:
        self._follower.open()

    def close_down(self) -> None:
        self._follower.close()

    def set_words(self, words: Words) -> None:
        self._words = words

    def tick(self, now: datetime, *, locked: bool) -> None:
        """A second has passed: what is due is sounded, and shown to whoever is here."""
        if self._read_at is not None and now - self._read_at >= READ_AGAIN:
            self._read_at = now
            self._follower.read_again()
        calls = self._reminders.due(self._rows, now)
        if calls.sounds:
            self.sound.chime(loud=calls.loud)
        if locked or not self._rows:
            self._notices.retract(REMINDER)
        elif calls.shown:
            self._notices.warning(self._told(), replace=REMINDER)

    def _told(self) -> str:
        counted = Counter(row.severity for row in self._rows)
        parts = (f"{self._words.severity(severity)} {counted[severity]}" for severity in Severity if counted[severity])
        return self.tr("还没有确认：{cases}（F3 到下一件）").format(cases=" · ".join(parts))

    def _ask(self) -> Callable[[Cache], tuple[QueueRow, ...]]:
        area, now = self._desk.area, self._desk.now()
        return lambda cache: unacknowledged(cache, area, now=now)

    def _show(self, rows: tuple[QueueRow, ...]) -> None:
        self._read_at = self._desk.now()
        self._rows = rows
        self.waiting.emit(tuple(row for row in rows if row.severity is Severity.CRITICAL))
        self.tick(self._read_at, locked=self._desk.session is None)

    def _fail(self, problem: Problem) -> None:
        """The queue itself says what is wrong; what was known goes on ringing."""


class AlarmBand(QWidget):
    """On the locked screen: each 特急 by class, place and time, never what is said in it or by whom."""

    def __init__(self, theme: Theme, words: Words, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._words = theme, words
        self._rows: tuple[QueueRow, ...] = ()
        self._title = PlainLabel(bold=True)
        self._lines = [PlainLabel(size="section", bold=True) for _ in range(MOST)]
        self._more = PlainLabel(tone="second", size="secondary")
        px = theme.px
        row = QHBoxLayout(self)
        row.setContentsMargins(px(24), px(Space.INSET), px(24), px(Space.INSET))
        row.setSpacing(px(Space.INSET))
        row.addStretch(1)
        row.addWidget(PriorityMark(theme, Priority.CRITICAL))
        row.addWidget(self._title)
        column = QVBoxLayout()
        for line in (*self._lines, self._more):
            column.addWidget(line)
        row.addLayout(column)
        row.addStretch(1)
        self.hide()

    @property
    def lines(self) -> tuple[str, ...]:
        """What is shown, line by line."""
        return tuple(line.text() for line in self._lines if line.text())

    def show_rows(self, rows: tuple[QueueRow, ...]) -> None:
        """Shows the oldest first; a new one is announced at once."""
        fresh = {row.id for row in rows} - {row.id for row in self._rows}
        self._rows = tuple(sorted(rows, key=lambda row: row.since))
        self._tell()
        if fresh and self.isVisible():
            announce(self, f"{self._title.text()} {self.lines[0]}", at_once=True)

    def set_words(self, words: Words) -> None:
        self._words = words
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._tell()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(tokens.critical_row))
        painter.setPen(QPen(QColor(tokens.priorities[0].mark), 1.5))
        painter.drawLine(QRectF(self.rect()).bottomLeft(), QRectF(self.rect()).bottomRight())
        painter.end()

    def _tell(self) -> None:
        self._title.setText(self.tr("未确认 特急  {count}").format(count=len(self._rows)))
        for place, line in enumerate(self._lines):
            line.setText(self._line(self._rows[place]) if place < len(self._rows) else "")
            line.setVisible(place < len(self._rows))
        self._more.setText(self.tr("另有 {count} 件").format(count=len(self._rows) - MOST))
        self._more.setVisible(len(self._rows) > MOST)
        self.setVisible(bool(self._rows))

    def _line(self, row: QueueRow) -> str:
        return " · ".join((self._words.event_class(row.event_class), row.grid_name, hour_minute(row.since)))
