"""Whether anybody is at the desk: keys, mouse and touch in any window of the program."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.desk.ports import IDLE_LOCK

INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class Idle(QObject):
    """Looks at the windows themselves, through which all input comes, and not at the many events of what is in them.

    An input method keeps its keys to itself: of what is typed with one, the cursor tells. Asked once a second.
    """

    def __init__(self, now: datetime, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._used_at = now
        self._stirred = False
        self._cursor: object = None

    def begin(self, now: datetime) -> None:
        """Somebody has just come to the desk."""
        self._used_at, self._stirred = now, False

    def stirred(self, now: datetime) -> bool:
        """Whether anything was done since this was asked last."""
        for window in QGuiApplication.topLevelWindows():
            window.installEventFilter(self)  # asked again of one that has it already, it stays one
        cursor = self._typed()
        stirred, self._stirred = self._stirred or cursor != self._cursor, False
        self._cursor = cursor
        if stirred or now < self._used_at:  # a clock that was set back does not make it longer
            self._used_at = now
        return stirred

    def too_long(self, now: datetime) -> bool:
        """Whether nobody has done anything for so long that the desk must be locked."""
        return now - self._used_at >= IDLE_LOCK

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Sees input and lets it pass."""
        if event.type() in INPUT:
            self._stirred = True
        return super().eventFilter(watched, event)

    def _typed(self) -> object:
        focus = QApplication.focusWidget()
        if focus is None or not focus.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
            return None
        return id(focus), focus.inputMethodQuery(Qt.InputMethodQuery.ImCursorPosition)
