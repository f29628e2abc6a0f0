"""What the parts of the cost bars mean."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QWidget

from ui.common.painted import Painted
from ui.common.theme import Theme
from ui.common.tokens import Size, Tokens
from ui.incident.dispatch.ranking import paint_part

PARTS = ("travel", "mismatch", "load")


class CostLegend(Painted):
    """Three samples with their words."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, width=260, height=16, parent=parent)
        self.retranslate()

    def words(self) -> str:
        return "  ".join(_words())

    def paint(self, painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
        px = self.theme.px
        painter.setFont(self.theme.font(Size.NOTE))
        metrics = QFontMetrics(painter.font())
        left = rect.x()
        for kind, words in zip(PARTS, _words(), strict=True):
            paint_part(painter, QRectF(left, rect.center().y() - 5, px(16), 10), kind, tokens)
            painter.setPen(QColor(tokens.text2))
            width = metrics.horizontalAdvance(words)
            across = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(left + px(22), rect.y(), width + 2, rect.height()), across, words)
            left += px(22) + width + px(16)


def _words() -> tuple[str, str, str]:
    translate = QCoreApplication.translate
    return translate("Dispatch", "路程"), translate("Dispatch", "不匹配"), translate("Dispatch", "负荷")
