"""The columns of the outbox and of the conflict box."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from app.desk.pending import WaitingRow
from app.desk.ports import Standing
from app.domain.refusal import RefusalState
from ui.common.columns import CellLook, Column
from ui.common.icons import paint_icon
from ui.common.marks import paint_priority
from ui.common.tokens import Size, Space
from ui.pending.box import RefusedLine
from ui.pending.tall_table import lines_of, write_lines
from ui.pending.telling import STANDING_ICONS, PendingTelling
from ui.queue.telling import priority_of, short_number

WITHDRAW = "withdraw"
SUBJECT = "what"
BUTTON_HEIGHT = 30
LEAST_SUBJECT = 0.4
"""The share of a row that what was refused keeps, however long the act is called."""


def _no_head() -> str:
    return ""


class OutboxColumns:
    """Number in the order of sending, standing, what it is, and the way back."""

    def __init__(self, telling: PendingTelling) -> None:
        self._told = telling

    def all(self) -> tuple[Column[WaitingRow], ...]:
        told = self._told
        return (
            Column("no", _no_head, lambda line: str(line.no), 36, side="right", bold=lambda line: True),
            Column("standing", _no_head, _nothing, 28, spoken=told.standing, hint=told.standing, paint=self._paint_standing),
            Column(
                SUBJECT, _no_head, told.waiting, 120, elastic=True, hint=self._hint, spoken=self._hint, paint=self._paint_what
            ),
            Column(WITHDRAW, _no_head, self._way_back, 86, hint=self._why, spoken=self._why, paint=self._paint_button),
        )

    def _hint(self, line: WaitingRow) -> str:
        return f"{self._told.waiting(line)}\n{self._told.under(line)}"

    def _way_back(self, line: WaitingRow) -> str:
        """What the button says; of what another person ordered, whose it is; nothing of what was sent."""
        if line.standing is Standing.SENT:
            return ""
        return QCoreApplication.translate("Pending", "撤回") if line.can_withdraw else line.author_name

    def _why(self, line: WaitingRow) -> str:
        return self._told.kept(line) or self._way_back(line)

    def _paint_standing(self, painter: QPainter, cell: QRectF, line: WaitingRow, look: CellLook) -> None:
        likely = line.standing is Standing.LIKELY_REFUSED
        ink = look.tokens.over if likely else look.tokens.text
        edge = look.theme.px(Space.ICON)
        paint_icon(painter, QRectF(cell.x(), cell.y(), edge, cell.height()), STANDING_ICONS[line.standing], ink)

    def _paint_what(self, painter: QPainter, cell: QRectF, line: WaitingRow, look: CellLook) -> None:
        warn = line.standing is Standing.LIKELY_REFUSED
        write_lines(painter, cell, look, self._told.waiting(line), self._told.under(line), warn=warn)

    def _paint_button(self, painter: QPainter, cell: QRectF, line: WaitingRow, look: CellLook) -> None:
        words = self._way_back(line)
        if not words:
            return
        if not line.can_withdraw:
            edge = look.theme.px(Space.ICON)
            paint_icon(painter, QRectF(cell.x(), cell.y(), edge, cell.height()), "lock", look.tokens.text2)
            beside = cell.adjusted(edge + look.theme.px(4), 0, 0, 0)
            look.writer.write(painter, beside, words, ink=look.tokens.text2, size=Size.SECONDARY)
            return
        height = look.theme.px(BUTTON_HEIGHT)
        box = QRectF(cell.x(), cell.center().y() - height / 2, cell.width(), height).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.tokens.control), 1))
        painter.setBrush(QColor(look.tokens.field))
        painter.drawRoundedRect(box, Space.RADIUS, Space.RADIUS)
        painter.restore()
        look.writer.write(painter, box, words, ink=look.tokens.text, size=Size.SECONDARY, side="centre")


class RefusedColumns:
    """Severity of the case, what was refused, and whether somebody has it already."""

    def __init__(self, telling: PendingTelling) -> None:
        self._told = telling

    def all(self) -> tuple[Column[RefusedLine], ...]:
        return (
            Column("severity", _no_head, _nothing, 34, spoken=self._severity, paint=self._paint_severity),
            Column("what", _no_head, self._line, 120, elastic=True, hint=self._hint, spoken=self._hint, paint=self._paint_what),
        )

    def _line(self, line: RefusedLine) -> str:
        return f"{short_number(line.row.number)}  {self._told.subject(line)}".strip()

    def _hint(self, line: RefusedLine) -> str:
        return f"{self._line(line)} · {self._told.verb(line)}\n{self._told.under_refused(line)} {self._state(line)}".strip()

    def _severity(self, line: RefusedLine) -> str:
        return self._told.words.severity(line.row.case.severity) if line.row.case else ""

    def _paint_severity(self, painter: QPainter, cell: QRectF, line: RefusedLine, look: CellLook) -> None:
        edge = look.theme.px(Space.MARK)
        top = cell.y() + look.theme.px(6)
        if line.row.case is None:
            paint_icon(painter, QRectF(cell.x(), top, edge, edge), "conflict", look.tokens.text2)
            return
        mark = QRectF(cell.x(), top, edge, edge)
        paint_priority(painter, mark, priority_of(line.row.case.severity), look.tokens, selected=look.selected)

    def _paint_what(self, painter: QPainter, cell: QRectF, line: RefusedLine, look: CellLook) -> None:
        """The act stands at the right of the first line, what has become of it under it, if anything has."""
        act, state = self._told.verb(line), self._state(line)
        aside, below = (look.writer.advance(words, size=Size.SECONDARY) + 2 for words in (act, state))
        gap = look.theme.px(Space.GAP)
        least = cell.width() * LEAST_SUBJECT
        upper = max(least, cell.width() - aside - gap)
        lower = max(least, cell.width() - below - gap) if state else cell.width()
        write_lines(painter, cell, look, self._line(line), self._told.under_refused(line), upper_width=upper, lower_width=lower)
        top, under = lines_of(cell, look.theme)
        ink = look.tokens.text2
        look.writer.write(painter, top.adjusted(upper + gap, 0, 0, 0), act, ink=ink, size=Size.SECONDARY, side="right")
        rest = under.adjusted(lower + gap, 0, 0, 0)
        look.writer.write(painter, rest, state, ink=look.tokens.text, size=Size.SECONDARY, side="right")

    def _state(self, line: RefusedLine) -> str:
        state = line.row.refusal.state
        return "" if state is RefusalState.OPEN else self._told.words.name("refusal", state.value)


def _nothing(_line: object) -> str:
    return ""
