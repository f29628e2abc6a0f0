"""Chips: a short word in a shape. Severity chips are filled, flags are framed, tags are tinted."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QWidget

from ui.common.mark_shapes import stamp_at
from ui.common.marks import Priority, paint_priority, priority_word
from ui.common.painted import Painted
from ui.common.theme import Theme, font
from ui.common.tokens import Size, Space, Tokens

ChipKind = Literal["flag", "plain", "stale"]
FLAG_HEIGHT = 18
TAG_HEIGHT = 22
PRIORITY_HEIGHT = 26
MARGINS: dict[ChipKind, int] = {"flag": 8, "plain": 0, "stale": 16}


@lru_cache(maxsize=1024)
def _advance(text: str, pixels: int, bold: bool) -> int:
    return QFontMetrics(font(pixels, bold=bold)).horizontalAdvance(text)


def chip_width(text: str, theme: Theme, *, kind: ChipKind = "flag") -> int:
    """Logical px a chip with this text needs."""
    return _advance(text, theme.px(Size.NOTE), kind != "plain") + theme.px(MARGINS[kind])


def paint_chip(painter: QPainter, rect: QRectF, text: str, theme: Theme, *, kind: ChipKind = "flag") -> None:
    """A chip in the vertical middle of `rect`: framed flag (返1, 哨, 督), plain remark (照3), or the tag of
    a stale pane.
    """
    height = theme.px(TAG_HEIGHT if kind == "stale" else FLAG_HEIGHT)
    top = round(rect.y() + (rect.height() - height) / 2)
    key = f"{theme.tokens.mode.value}-{theme.scale}-{kind}-{text}"
    stamp_at(painter, round(rect.x()), top, (round(rect.width()), height), key, partial(_draw_chip, text, theme, kind))


def _draw_chip(text: str, theme: Theme, kind: ChipKind, painter: QPainter, area: QRectF) -> None:
    tokens, box = theme.tokens, area.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setFont(theme.font(Size.NOTE, bold=kind != "plain"))
    if kind == "flag":
        painter.setPen(QPen(QColor(tokens.text2), 1))
        painter.drawRoundedRect(box, 3, 3)
    elif kind == "stale":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.stale_tag))
        painter.drawRoundedRect(box, Space.MARK_RADIUS, Space.MARK_RADIUS)
    painter.setPen(QColor({"flag": tokens.text, "plain": tokens.text3, "stale": tokens.stale_text}[kind]))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def priority_chip_width(priority: Priority, theme: Theme) -> int:
    """Logical px the filled chip of this severity needs."""
    advance = QFontMetrics(theme.font(bold=True)).horizontalAdvance(priority_word(priority))
    return advance + theme.px(Space.MARK + 18)


def paint_priority_chip(painter: QPainter, rect: QRectF, priority: Priority, theme: Theme) -> None:
    """The severity as mark and word: filled for 特急 and 紧急, outlined for 重要 and 一般."""
    tokens = theme.tokens
    colours = tokens.priorities[priority - 1]
    filled = priority in (Priority.CRITICAL, Priority.URGENT)
    box = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours.mark), 1))
    painter.setBrush(QColor(colours.mark) if filled else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, Space.RADIUS - 1, Space.RADIUS - 1)
    mark = theme.px(Space.MARK)
    sign = QRectF(rect.x() + theme.px(5), rect.center().y() - mark / 2, mark, mark)
    paint_priority(painter, sign, priority, tokens, on_chip=filled)
    painter.setFont(theme.font(bold=True))
    painter.setPen(QColor(colours.on_chip if filled else colours.mark))
    word = QRectF(sign.right() + theme.px(5), rect.y(), rect.right() - sign.right(), rect.height())
    painter.drawText(word, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, priority_word(priority))
    painter.restore()


class PriorityChip(Painted):
    """The severity chip of a head."""

    def __init__(self, theme: Theme, priority: Priority, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, width=0, height=PRIORITY_HEIGHT, parent=parent)
        self._priority = priority
        self.retranslate()

    def show_priority(self, priority: Priority) -> None:
        self._priority = priority
        self.retranslate()
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        return priority_word(self._priority)

    def sizeHint(self) -> QSize:
        return QSize(priority_chip_width(self._priority, self.theme), self.theme.px(PRIORITY_HEIGHT))

    def paint(self, painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
        paint_priority_chip(painter, rect, self._priority, self.theme)


class Chip(Painted):
    """A flag, remark or tag by itself."""

    def __init__(self, theme: Theme, text: str, *, kind: ChipKind = "flag", parent: QWidget | None = None) -> None:
        super().__init__(theme, width=0, height=TAG_HEIGHT, parent=parent)
        self._text, self._kind = text, kind
        self.retranslate()

    def show_text(self, text: str, *, kind: ChipKind | None = None) -> None:
        """Shows another text, already translated, and where given as another kind."""
        self._text, self._kind = text, kind or self._kind
        self.retranslate()
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        return self._text

    def sizeHint(self) -> QSize:
        return QSize(chip_width(self._text, self.theme, kind=self._kind), self.theme.px(TAG_HEIGHT))

    def paint(self, painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
        paint_chip(painter, rect, self._text, self.theme, kind=self._kind)
