"""The grey band across the whole window while there is no link: since when, as of when, what still works,
and a retry.
"""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.common.buttons import IconLabel, plain_text
from ui.common.formatting import age, number, time_of_data
from ui.common.text import FittingLabel, PlainLabel
from ui.common.theme import Theme
from ui.common.tokens import Space


class LostLink(Struct, frozen=True):
    """The link as the band tells it: seconds without it, moment of the last data, waiting commands, next
    attempt; `today` where that moment is of an earlier day.
    """

    seconds: int
    as_of: datetime
    pending: int = 0
    attempt: int = 0
    next_in: int = 0
    today: date | None = None


class LinkBand(QWidget):
    """Hidden while the link holds. Text stays readable; nothing greys out because it is old.

    Signals: `retry_asked()`.
    """

    retry_asked = Signal()

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lost: LostLink | None = None
        self._since = PlainLabel(tone="band", size="section")
        self._as_of = PlainLabel(tone="band", bold=True)
        self._meaning = FittingLabel(tone="band")
        self._attempt = PlainLabel(tone="band")
        self._retry = _BandButton(theme)
        self._retry.clicked.connect(self.retry_asked)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), 0, theme.px(Space.INSET), 0)
        row.setSpacing(theme.px(16))
        row.addWidget(IconLabel(theme, "link-off", tone="on_band"))
        row.addWidget(self._since)
        row.addWidget(self._as_of)
        row.addWidget(self._meaning, 1)
        row.addWidget(self._attempt)
        row.addWidget(self._retry)
        theme.changed.connect(self._on_theme_changed)
        self.show_link(None)

    def show_link(self, lost: LostLink | None) -> None:
        """Tells the state of a lost link, or hides the band with None. Called once a second while offline."""
        self._lost = lost
        self.setVisible(lost is not None and self.parentWidget() is not None)
        if lost is None:
            return
        since = age(lost.seconds)
        self._since.setText(self.tr("离线 {span}").format(span=since[3:] if since.startswith("00:") else since))
        self._as_of.setText(self.tr("数据截至 {time}").format(time=time_of_data(lost.as_of, lost.today)))
        self._meaning.say(*self._told(lost.pending))
        self._attempt.setVisible(lost.attempt > 0)
        again = self.tr("第 {attempt} 次重连，{seconds} 秒后")
        self._attempt.setText(again.format(attempt=lost.attempt, seconds=lost.next_in))
        self._retry.setText(plain_text(self.tr("立即重试")))
        self.setAccessibleName(self._since.text())
        self.setAccessibleDescription(f"{self._as_of.text()} {self._meaning.full}")

    def _told(self, pending: int) -> tuple[str, str]:
        """What still works, in full and in short."""
        if pending:
            text = self.tr("可读全部缓存；已有 {count} 条命令待发，联机后按序发送")
            short = self.tr("{count} 条命令待发")
            return text.format(count=number(pending)), short.format(count=number(pending))
        return self.tr("可读全部缓存；可办的动作先在本机生效，联机后按序发送"), self.tr("可读可办，联机后发送")

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._theme.px(Space.BAND))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.show_link(self._lost)
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.tokens.band))
        painter.end()

    @Slot()
    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()


class _BandButton(QPushButton):
    """An outlined button on the dark band."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("drawn", True)

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(width + self._theme.px(40), self._theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        edge = Space.FOCUS_RING if self.hasFocus() else 1
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.on_band), edge))
        painter.setBrush(QColor(tokens.mid if self.isDown() and tokens.mode == "light" else tokens.band))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), Space.RADIUS, Space.RADIUS)
        painter.setFont(self._theme.font(bold=True))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()
