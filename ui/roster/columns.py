"""The two columns of a roster list: sign and name, and the state."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QFontMetrics, QPainter

from app.domain.roster import Duty
from ui.common.chips import chip_width, paint_chip
from ui.common.columns import CellLook, Column
from ui.common.icons import paint_icon
from ui.common.marks import paint_presence
from ui.common.row_delegate import CELL_INSET
from ui.common.tokens import Size
from ui.roster.board import ForceLine
from ui.roster.telling import PRESENCES, RosterTelling

SIGN = 14


class RosterColumns:
    """Paints cells from a line and what the telling says of it."""

    def __init__(self, telling: RosterTelling) -> None:
        self._telling = telling

    def all(self) -> tuple[Column[ForceLine], ...]:
        """Name and state, left to right."""
        told, translate = self._telling, QCoreApplication.translate
        return (
            Column(
                key="name",
                header=lambda: translate("Roster", "力量"),
                text=lambda line: line.row.name,
                width=80,
                elastic=True,
                hint=told.told,
                spoken=told.told,
                paint=self._paint_name,
            ),
            Column(
                key="state",
                header=lambda: translate("Roster", "状态"),
                text=self._state_words,
                width=76,
                side="right",
                hint=told.told,
                paint=self._paint_state,
            ),
        )

    def _state_words(self, line: ForceLine) -> str:
        """The state, doubtful where nobody has confirmed it for days."""
        state = self._telling.state(line)
        return f"{state}？" if line.row.grey else state

    def _paint_name(self, painter: QPainter, cell: QRectF, line: ForceLine, look: CellLook) -> None:
        px, tokens, row = look.theme.px, look.tokens, line.row
        sign = QRectF(cell.x(), cell.y(), px(SIGN), cell.height())
        paint_presence(painter, sign, PRESENCES[row.duty], tokens)
        words = cell.adjusted(px(SIGN + 6), 0, CELL_INSET, 0)  # the state beside it keeps its own distance
        chip = QCoreApplication.translate("Roster", "沉") if row.seconded_by else ""
        room = chip_width(chip, look.theme) + px(4) if chip else 0
        ink = tokens.off if row.grey and not look.selected else tokens.text2 if row.duty is Duty.OFF else tokens.text
        space = words.adjusted(0, 0, -room, 0)
        fits = QFontMetrics(look.theme.font(bold=look.selected)).horizontalAdvance(row.name) <= space.width()
        name = row.name if fits else row.name.rpartition(" ")[2]  # «网格员 张慧»: the person before the post
        used = look.write(painter, space, name, ink=ink, bold=look.selected)
        if chip:
            left = words.x() + used + px(4)
            paint_chip(painter, QRectF(left, cell.y(), room - px(4), cell.height()), chip, look.theme)

    def _paint_state(self, painter: QPainter, cell: QRectF, line: ForceLine, look: CellLook) -> None:
        tokens, row = look.tokens, line.row
        ink = {Duty.AVAILABLE: tokens.available, Duty.OFF: tokens.text3}.get(row.duty, tokens.text2)
        if row.grey:
            ink = tokens.off
        if look.selected:
            ink = tokens.text2
        used = look.writer.write(painter, cell, self._state_words(line), ink=ink, size=Size.SECONDARY, side="right")
        if line.pending:
            edge = look.theme.px(SIGN)
            paint_icon(painter, QRectF(cell.right() - used - edge - 4, cell.y(), edge, cell.height()), "pending", tokens.text2)
