"""What is on the screen while the program itself is still being loaded: its name and what is being opened.

It is painted by hand from colours and words alone, and stands where the window will stand.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.common.theme import Theme
from ui.common.tokens import Size

ABOVE = 0.42
"""Where the name stands: this share of the height, which is where the way in has its own."""
GAP = 10


class Curtain(QWidget):
    """Signals: `painted()` once it is on the screen; `left()` when the person closes it."""

    painted = Signal()
    left = Signal()

    def __init__(self, theme: Theme, *, opening: str, parent: QWidget | None = None) -> None:
        """`opening` names what is being opened: the seat, or the folder of a profile that has none yet."""
        super().__init__(parent)
        self._theme = theme
        self._opening = opening
        self._is_painted = False
        self.setWindowTitle(self.tr("网格+ 片区值守台"))
        self.setAccessibleName(self.tr("正在打开 {what}").format(what=opening))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, px = self._theme.tokens, self._theme.px
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(tokens.canvas))
        top = round(self.height() * ABOVE)
        middle = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        for words, size, bold, colour in (
            (self.windowTitle(), Size.PAGE, True, tokens.text),
            (self.accessibleName(), Size.BODY, False, tokens.text2),
        ):
            painter.setFont(self._theme.font(size, bold=bold))
            painter.setPen(QColor(colour))
            place = QRect(px(GAP), top, self.width() - 2 * px(GAP), painter.fontMetrics().height())
            painter.drawText(place, middle, painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, place.width()))
            top = place.bottom() + px(GAP)
        painter.end()
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.left.emit()


class HandOver(QObject):
    """Keeps a window on the screen until the one in its place has been painted, so that nothing is seen between the two.

    One that is minimized is not waited for.
    """

    def __init__(self, old: QWidget, new: QWidget) -> None:
        super().__init__(old)
        self._old, self._new = old, new
        if new.isMinimized():
            self._end()
        else:
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._new and event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._end)
        return super().eventFilter(watched, event)

    @Slot()
    def _end(self) -> None:
        self._old.hide()
        self._old.deleteLater()
