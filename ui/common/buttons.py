"""Buttons that say what they do, which key does the same, and why they cannot just now."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QEnterEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.common.icons import paint_icon
from ui.common.key_cap import key_cap_width, paint_key_cap
from ui.common.painted import Painted
from ui.common.text import PlainLabel, tooltip
from ui.common.theme import Theme
from ui.common.tokens import Size, Space, Tokens

Role = Literal["plain", "primary", "critical"]
NOTED_HEIGHT = 48


def plain_text(text: str) -> str:
    """A button text that shows `&` as a character instead of marking the next letter as access key."""
    return text.replace("&", "&&")


class ActButton(QPushButton):
    """One act: icon, words, key cap at the right end, and where needed a note on a second line.

    The cap only shows the key; the screen owns the shortcut, for single keys must not act while an input
    method composes. A disabled act keeps its words and place, and says why as tool tip and accessible
    description.
    """

    def __init__(
        self,
        theme: Theme,
        text: str,
        *,
        icon: str = "",
        key: str = "",
        note: str = "",
        role: Role = "plain",
        height: int = Space.BUTTON,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(plain_text(text), parent)
        self._theme = theme
        self._icon, self._key, self._note, self._role = icon, key, note, role
        self._reason = ""
        self._height = height
        self.setProperty("drawn", True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._describe()
        theme.changed.connect(self._on_theme_changed)

    @property
    def key(self) -> str:
        return self._key

    @property
    def reason(self) -> str:
        """Why the act is locked; empty while it is open."""
        return self._reason

    def show_act(self, text: str, *, icon: str = "", note: str = "", role: Role = "plain") -> None:
        """Shows another act on the same key."""
        self.setText(plain_text(text))
        self._icon, self._note, self._role = icon, note, role
        self._describe()
        self.updateGeometry()
        self.update()

    def lock(self, reason: str) -> None:
        """Disables the act and says why, in words for the person."""
        self._reason = reason
        self.setEnabled(False)
        self._describe()

    def unlock(self) -> None:
        self._reason = ""
        self.setEnabled(True)
        self._describe()

    def sizeHint(self) -> QSize:
        px = self._theme.px
        words = QFontMetrics(self._theme.font(bold=self._role != "plain")).horizontalAdvance(self._words())
        note = QFontMetrics(self._theme.font(Size.NOTE)).horizontalAdvance(self._note)
        width = 2 * px(Space.INSET) + max(words, note)
        width += px(Space.ICON + (8 if words else 0)) if self._icon else 0
        return QSize(width + self._cap_room(), px(NOTED_HEIGHT if self._note else self._height))

    def minimumSizeHint(self) -> QSize:
        """Where there is little room the key cap gives way before the words."""
        hint = self.sizeHint()
        return QSize(hint.width() - self._cap_room(), hint.height())

    def _cap_room(self) -> int:
        return key_cap_width(self._key, self._theme) + self._theme.px(Space.INSET) if self._key else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, border, ink = self._colours()
        ring = self.hasFocus()
        edge = Space.FOCUS_RING if ring else 1
        box = QRectF(self.rect()).adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2)
        painter.setPen(QPen(QColor(self._theme.tokens.selection_bar if ring else border), edge))
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(box, Space.RADIUS, Space.RADIUS)
        if ring and self._role != "plain" and self.isEnabled():
            painter.setPen(QPen(QColor(ink), 1))
            painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), Space.RADIUS - 1, Space.RADIUS - 1)
        self._paint_content(painter, ink)
        painter.end()

    def _paint_content(self, painter: QPainter, ink: str) -> None:
        px, area = self._theme.px, QRectF(self.rect())
        left, right = area.left() + px(Space.INSET), area.right() - px(Space.INSET)
        if self._icon:
            paint_icon(painter, QRectF(left, area.y(), px(Space.ICON), area.height()), self._icon, ink)
            left += px(Space.ICON + 8)
        if self._key and self.width() >= self.sizeHint().width():
            width = key_cap_width(self._key, self._theme)
            right -= width
            lone = QRectF(right, area.y(), width, area.height())
            filled = self._role != "plain" and self.isEnabled()
            paint_key_cap(painter, lone, self._key, self._theme, on_primary=filled)
            right -= px(8)
        centred = not self._icon and not self._key and not self._note
        across = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
        lines = QRectF(left, area.y(), right - left, area.height())
        painter.setPen(QColor(ink))
        if self._note:
            half = area.height() / 2
            self._write(
                painter,
                QRectF(left, area.y() + px(4), lines.width(), half - px(2)),
                self._words(),
                Size.BODY,
                across,
            )
            self._write(
                painter,
                QRectF(left, area.y() + half, lines.width(), half - px(4)),
                self._note,
                Size.NOTE,
                across,
            )
        else:
            self._write(painter, lines, self._words(), Size.BODY, across)

    def _write(self, painter: QPainter, box: QRectF, text: str, size: int, across: Qt.AlignmentFlag) -> None:
        bold = size == Size.BODY and (self._role != "plain" or bool(self._note))
        painter.setFont(self._theme.font(size, bold=bold))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()) + 1)
        painter.drawText(box, across | Qt.AlignmentFlag.AlignVCenter, shown)

    def _colours(self) -> tuple[str, str, str]:
        """Fill, border and ink for the present state."""
        tokens = self._theme.tokens
        if not self.isEnabled():
            return tokens.head, tokens.line, tokens.off
        if self._role == "primary":
            fill = tokens.mid if self.isDown() or self.underMouse() else tokens.primary
            return fill, fill, tokens.on_primary
        if self._role == "critical":
            colours = tokens.priorities[0]
            return colours.mark, colours.mark, colours.on_chip
        fill = tokens.selection if self.isDown() or self.isChecked() else tokens.head if self.underMouse() else tokens.field
        return fill, tokens.control, tokens.text

    def _words(self) -> str:
        return self.text().replace("&&", "&")

    def _describe(self) -> None:
        self.setAccessibleName(self._words())
        self.setAccessibleDescription(self._reason or self._note)
        self.setToolTip(tooltip(self._reason))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    @Slot()
    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.update()


class LockedAct(QWidget):
    """An act that is not open now, below the open ones: a lock, the act, and the reason after a colon."""

    def __init__(self, theme: Theme, text: str, reason: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(IconLabel(theme, "lock", tone="text3"), 0, Qt.AlignmentFlag.AlignTop)
        words = self.tr("{act}：{reason}").format(act=text, reason=reason)
        row.addWidget(PlainLabel(words, tone="note", size="secondary", wrap=True), 1)
        self.setAccessibleName(text)
        self.setAccessibleDescription(reason)


class IconLabel(Painted):
    """An icon that is not a control, in one of the text colours."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        *,
        tone: Literal["text", "text2", "text3", "on_band"] = "text2",
        words: str = "",
        size: int = Space.ICON,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, width=size, height=size, parent=parent)
        self._name, self._tone, self._words = name, tone, words
        self.retranslate()

    def show_icon(self, name: str, *, words: str = "") -> None:
        self._name, self._words = name, words
        self.retranslate()
        self.update()

    def words(self) -> str:
        return self._words

    def paint(self, painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
        colour = {
            "text": tokens.text,
            "text2": tokens.text2,
            "text3": tokens.text3,
            "on_band": tokens.on_band,
        }[self._tone]
        paint_icon(painter, rect, self._name, colour)
