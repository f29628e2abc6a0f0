"""The bar that shows the newest notice and how many more stand behind it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from ui.common.buttons import ActButton, IconLabel
from ui.common.icons import icon
from ui.common.notices import Kind, Notice, Notices, announce
from ui.common.text import ElidedLabel, PlainLabel, tooltip
from ui.common.theme import Theme
from ui.common.tokens import Space

HEIGHT = 36
ICONS = {Kind.INFO: "info", Kind.WARNING: "warning", Kind.PROBLEM: "warning", Kind.UNDO: "check"}


class NoticeBar(QWidget):
    """Hidden while nothing stands. The whole text is the tool tip; the count of the others is beside it.

    It never takes the focus by itself: acts go on by key (Ctrl+Z undoes), the mouse, or Tab.
    """

    def __init__(self, theme: Theme, notices: Notices, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._notices = theme, notices
        self._shown: Notice | None = None
        self._icon = IconLabel(theme, "info", tone="text")
        self._text = ElidedLabel()
        self._more = PlainLabel(tone="second", size="secondary")
        self._act = ActButton(theme, "", height=26)
        self._close = QToolButton()
        self._close.setAutoRaise(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), 0, theme.px(8), 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        for widget in (self._more, self._act, self._close):
            row.addWidget(widget)
        self._act.clicked.connect(self._on_act_pressed)
        self._close.clicked.connect(self._on_close_pressed)
        notices.changed.connect(self._show_newest)
        theme.changed.connect(self._on_theme_changed)
        self.retranslate()
        self._on_theme_changed()
        self._show_newest()

    @property
    def shown(self) -> Notice | None:
        """The notice in the bar now."""
        return self._shown

    def retranslate(self) -> None:
        self._close.setAccessibleName(self.tr("关闭通知"))
        self._close.setToolTip(tooltip(self.tr("关闭")))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._theme.px(HEIGHT))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._show_newest()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        grave = self._shown is not None and self._shown.kind in (Kind.WARNING, Kind.PROBLEM)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.field))
        bar = QRectF(0, 0, Space.SELECTION_BAR, self.height())
        painter.fillRect(bar, QColor(tokens.stale if grave else tokens.selection_bar))
        painter.fillRect(0, 0, self.width(), 1, QColor(tokens.line))
        painter.end()

    @Slot()
    def _show_newest(self) -> None:
        standing = self._notices.standing
        before, self._shown = self._shown, standing[-1] if standing else None
        self.setVisible(self._shown is not None and self.parentWidget() is not None)
        if self._shown is None:
            return
        notice = self._shown
        self._icon.show_icon(ICONS[notice.kind])
        self._text.setText(notice.text)
        self._more.setText(self.tr("另有 {count} 条").format(count=len(standing) - 1))
        self._more.setVisible(len(standing) > 1)
        self._act.setVisible(bool(notice.act))
        if notice.act:
            left = f" {notice.left}" if notice.kind is Kind.UNDO else ""
            self._act.show_act(f"{notice.act}{left}")
            self._act.setAccessibleName(notice.act)
        self.update()
        if before is None or before.key != notice.key or before.text != notice.text:
            announce(self, notice.text)

    @Slot()
    def _on_act_pressed(self) -> None:
        if self._shown is not None:
            self._notices.press(self._shown.key)

    @Slot()
    def _on_close_pressed(self) -> None:
        if self._shown is not None:
            self._notices.retract(self._shown.key)

    @Slot()
    def _on_theme_changed(self) -> None:
        self._close.setIcon(icon("close", self._theme.tokens))
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.updateGeometry()
