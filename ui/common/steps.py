"""The step line: where a case stands in its fixed sequence of steps, or a meeting in its phases."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.common.icons import paint_icon
from ui.common.painted import Painted
from ui.common.theme import Theme
from ui.common.tokens import Size, Tokens


class Stand(StrEnum):
    """Whether a step lies behind, is being done, or lies ahead."""

    DONE = "done"
    CURRENT = "current"
    AHEAD = "ahead"


class Step(Struct, frozen=True):
    """One step: its word, translated, and a note under it (when it was done, until when it is due)."""

    word: str
    stand: Stand
    note: str = ""


DIAMETER = 18
HEIGHT = 62
NOTE_LINE = 17
SLOT = 56
APART = 4
"""px between the words of two steps, at least."""


def paint_steps(painter: QPainter, rect: QRectF, steps: tuple[Step, ...], theme: Theme) -> None:
    """Paints the steps evenly across `rect`: circles on a line, words and notes beneath.

    The line is 2 px before the current step and 1 px after it; done steps carry a tick, the others their
    number. Where the words of all steps have no room only the current one is named; notes that have none go.
    """
    if not steps:
        return
    tokens = theme.tokens
    slot = rect.width() / len(steps)
    radius = theme.px(DIAMETER) / 2
    middle = rect.y() + radius + 1
    centres = [QPointF(round(rect.x() + slot * (index + 0.5)), round(middle)) for index in range(len(steps))]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for index in range(1, len(steps)):
        reached = steps[index].stand is not Stand.AHEAD
        painter.setPen(QPen(QColor(tokens.mid if reached else tokens.low), 2 if reached else 1))
        painter.drawLine(centres[index - 1] + QPointF(radius + 2, 0), centres[index] - QPointF(radius + 2, 0))
    size = word_size(steps, slot, theme)
    noted = size is not None and _has_room(tuple(step.note for step in steps), slot, Size.NOTE, theme)
    for index, step in enumerate(steps):
        _paint_circle(painter, centres[index], radius, step.stand, index + 1, theme)
        top = middle + radius + 3
        column = QRectF(centres[index].x() - slot / 2, top, slot, rect.bottom() - top)
        if size is not None:
            _paint_words(painter, column, step if noted else Step(word=step.word, stand=step.stand), size, theme)
        elif step.stand is Stand.CURRENT:
            _paint_words(painter, _widened(column, step, rect, theme), step, Size.SECONDARY, theme)
    painter.restore()


def word_size(steps: tuple[Step, ...], slot: float, theme: Theme) -> int | None:
    """The size at which the words of all steps stand apart in slots of so many px; None where they do not."""
    words = tuple(step.word for step in steps)
    for size in (Size.SECONDARY, Size.NOTE):
        if _has_room(words, slot - APART, size, theme, bold=True):
            return size
    return None


def _has_room(texts: tuple[str, ...], slot: float, size: int, theme: Theme, *, bold: bool = False) -> bool:
    metrics = QFontMetrics(theme.font(size, bold=bold))
    return max((metrics.horizontalAdvance(text) for text in texts), default=0) <= slot


def _widened(column: QRectF, step: Step, rect: QRectF, theme: Theme) -> QRectF:
    """The column as wide as the words of its step need, moved so that it stays inside."""
    metrics = QFontMetrics(theme.font(Size.SECONDARY, bold=True))
    width = max(metrics.horizontalAdvance(step.word), metrics.horizontalAdvance(step.note)) + 4.0
    left = min(max(column.center().x() - width / 2, rect.left()), max(rect.left(), rect.right() - width))
    return QRectF(left, column.y(), width, column.height())


def _paint_circle(painter: QPainter, centre: QPointF, radius: float, stand: Stand, number: int, theme: Theme) -> None:
    tokens = theme.tokens
    box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    fill = {Stand.DONE: tokens.mid, Stand.CURRENT: tokens.primary, Stand.AHEAD: ""}[stand]
    painter.setPen(QPen(QColor(tokens.low), 1.25) if stand is Stand.AHEAD else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
    if stand is Stand.DONE:
        paint_icon(painter, box.adjusted(3, 3, -3, -3), "check", tokens.pane)
        return
    painter.setFont(theme.font(Size.NOTE, bold=stand is Stand.CURRENT))
    painter.setPen(QColor(tokens.on_primary if stand is Stand.CURRENT else tokens.text3))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))


def _paint_words(painter: QPainter, column: QRectF, step: Step, size: int, theme: Theme) -> None:
    tokens = theme.tokens
    current = step.stand is Stand.CURRENT
    ink = {Stand.DONE: tokens.text2, Stand.CURRENT: tokens.text, Stand.AHEAD: tokens.text3}[step.stand]
    painter.setPen(QColor(ink))
    line = theme.px(18)
    for px, text, top in ((size, step.word, 0), (Size.NOTE, step.note, line)):
        painter.setFont(theme.font(px, bold=current and top == 0))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(column.width()))
        painter.drawText(QRectF(column.x(), column.y() + top, column.width(), line), Qt.AlignmentFlag.AlignCenter, shown)


class StepLine(Painted):
    """The step line of a head; it takes the width it is given."""

    def __init__(self, theme: Theme, steps: tuple[Step, ...] = (), *, parent: QWidget | None = None) -> None:
        super().__init__(theme, width=SLOT, height=HEIGHT, parent=parent)
        self._steps = steps
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def show_steps(self, steps: tuple[Step, ...]) -> None:
        if steps != self._steps:
            self._steps = steps
            self.retranslate()
            self.updateGeometry()
            self.update()

    def words(self) -> str:
        for index, step in enumerate(self._steps):
            if step.stand is Stand.CURRENT:
                text = QCoreApplication.translate("StepLine", "第 {number} 步，共 {total} 步：{step}")
                return text.format(number=index + 1, total=len(self._steps), step=step.word)
        return QCoreApplication.translate("StepLine", "各步均已完成") if self._steps else ""

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(SLOT) * max(1, len(self._steps)), self._line_height())

    def _line_height(self) -> int:
        """Steps without notes are a line lower, so that they stand in the middle of what they are in."""
        noted = any(step.note for step in self._steps)
        return self.theme.px(HEIGHT if noted or not self._steps else HEIGHT - NOTE_LINE)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(SLOT) * max(1, len(self._steps)) * 3 // 4, self._line_height())

    def paint(self, painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
        paint_steps(painter, rect, self._steps, self.theme)
