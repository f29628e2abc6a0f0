"""The actions of the last meeting as tiles: ticked, half filled, or framed in the colour of what is late."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.desk.panels import ActionRow
from ui.common.icons import paint_icon
from ui.common.line_breaks import in_lines
from ui.common.painted import Painted
from ui.common.theme import Theme
from ui.common.tokens import Size, Space, Tokens

EDGE, GAP, LINE = 40, 4, 16
SLOT, WIDEST_SLOT = 50, 96
CAPTION_LINES = 2


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
        super().__init__(theme, width=EDGE, height=EDGE + LINE + 2 * GAP, parent=parent)
        self._rows = _ordered(rows)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.retranslate()

    def words(self) -> str:
        return "\n".join(f"{review_word(row.review)} · {row.text}" for row in self._rows)

    def paint(self, painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
        px, count = self.theme.px, len(self._rows)
        across = max(1, min(int(rect.width()) // px(SLOT), count))
        down = -(-count // across)
        lines = CAPTION_LINES if down * self._slot_height(CAPTION_LINES) <= rect.height() else 1
        width, height = min(int(rect.width()) // across, px(WIDEST_SLOT)), self._slot_height(lines)
        room = across * max(1, int(rect.height()) // height)
        shown = count if count <= room else room - 1
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        slots = [QRectF(place % across * width, place // across * height, width, height) for place in range(min(count, room))]
        for row, slot in zip(self._rows[:shown], slots, strict=False):
            self._paint_tile(painter, self._tile(slot), row, tokens)
            self._paint_caption(painter, slot, row.text, lines, tokens)
        if shown < count:
            painter.setFont(self.theme.font(bold=True))
            painter.setPen(QColor(tokens.text2))
            painter.drawText(self._tile(slots[-1]), Qt.AlignmentFlag.AlignCenter, f"+{count - shown}")

    def _slot_height(self, lines: int) -> int:
        """A tile, its caption in so many lines and the gap to the next row."""
        return self.theme.px(EDGE + lines * LINE + 2 * GAP)

    def _tile(self, slot: QRectF) -> QRectF:
        edge = self.theme.px(EDGE)
        return QRectF(round(slot.center().x() - edge / 2), slot.y(), edge, edge)

    def _paint_caption(self, painter: QPainter, slot: QRectF, text: str, lines: int, tokens: Tokens) -> None:
        """What it is about, as far as there is room for it; the panel has it whole."""
        font, px = self.theme.font(Size.NOTE), self.theme.px
        painter.setFont(font)
        painter.setPen(QColor(tokens.text2))
        width = int(slot.width()) - GAP
        for place, line in enumerate(in_lines(text, font, width, most=lines)):
            box = QRectF(slot.x(), slot.y() + px(EDGE + 2 + place * LINE), slot.width(), px(LINE))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, line)

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


def _ordered(rows: tuple[ActionRow, ...]) -> tuple[ActionRow, ...]:
    order = ("done", "running", "overdue", "cancelled")
    return tuple(sorted(rows, key=lambda row: order.index(row.review)))
