"""The actions of the last meeting as tiles: ticked, half filled, or framed in the colour of what is late."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.desk.panels import ActionRow
from ui.common.icons import paint_icon
from ui.common.painted import Painted
from ui.common.theme import Theme
from ui.common.tokens import Size, Space, Tokens

EDGE, GAP, CAPTION = 40, 8, 20
MOST = 12


def review_word(review: str) -> str:
    """办结, 进行, 逾期 or 取消, in the language of the screen."""
    translate = QCoreApplication.translate
    return {
        "done": translate("Meeting", "办结"),
        "running": translate("Meeting", "进行"),
        "overdue": translate("Meeting", "逾期"),
        "cancelled": translate("Meeting", "取消"),
    }[review]


class ActionTiles(Painted):
    """One tile an action in reading order, done ones first.

    Signals: `tile_chosen()` after a click: the list behind them is one.
    """

    tile_chosen = Signal()

    def __init__(self, theme: Theme, rows: tuple[ActionRow, ...] = (), *, parent: QWidget | None = None) -> None:
        super().__init__(theme, width=EDGE, height=2 * (EDGE + CAPTION), parent=parent)
        self._rows = _ordered(rows)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.retranslate()

    def words(self) -> str:
        return "\n".join(f"{review_word(row.review)} · {row.text}" for row in self._rows)

    def paint(self, painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
        px = self.theme.px
        edge, gap = px(EDGE), px(GAP)
        across = max(1, int((rect.width() + gap) // (edge + gap)))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, row in enumerate(self._rows[:MOST]):
            down, right = divmod(place, across)
            tile = QRectF(right * (edge + gap), down * (edge + px(CAPTION) + 4), edge, edge)
            if tile.bottom() > rect.bottom():
                break
            self._paint_tile(painter, tile, row, tokens)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._rows:
            self.tile_chosen.emit()

    def _paint_tile(self, painter: QPainter, tile: QRectF, row: ActionRow, tokens: Tokens) -> None:
        late = row.review == "overdue"
        done = row.review == "done"
        ink = tokens.over if late else tokens.mid
        painter.setPen(QPen(QColor(ink), 1.5))
        painter.setBrush(QColor(tokens.mid if done else tokens.field))
        painter.drawRoundedRect(tile.adjusted(1, 1, -1, -1), Space.RADIUS, Space.RADIUS)
        if done:
            mark = self.theme.px(18)
            centre = tile.center() - QPointF(mark / 2, mark / 2)
            paint_icon(painter, QRectF(centre.x(), centre.y(), mark, mark), "check", tokens.pane)
        elif row.review == "running":
            half = QRectF(tile.x() + 2, tile.center().y(), tile.width() - 4, tile.height() / 2 - 2)
            painter.fillRect(half, QColor(tokens.low))
        elif late:
            painter.setFont(self.theme.font(Size.SECONDARY, bold=True))
            painter.setPen(QColor(tokens.over))
            painter.drawText(tile, Qt.AlignmentFlag.AlignCenter, QCoreApplication.translate("Meeting", "逾"))
        painter.setFont(self.theme.font(Size.NOTE))
        painter.setPen(QColor(tokens.text2))
        caption = QRectF(tile.x() - GAP / 2, tile.bottom() + 1, tile.width() + GAP, self.theme.px(CAPTION))
        shown = painter.fontMetrics().elidedText(row.text, Qt.TextElideMode.ElideNone, int(caption.width()))
        painter.drawText(caption, Qt.AlignmentFlag.AlignCenter, shown[:3])


def _ordered(rows: tuple[ActionRow, ...]) -> tuple[ActionRow, ...]:
    order = ("done", "running", "overdue", "cancelled")
    return tuple(sorted(rows, key=lambda row: order.index(row.review)))
