"""The columns of the queue, shared by the lists and the pinned strip: what each reads of a row and how it is painted."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QPainter

from app.desk.queue import QueueRow
from ui.common.chips import ChipKind, chip_width, paint_chip
from ui.common.columns import CellLook, Column
from ui.common.due_bar import due_colour, over_sign, paint_due_bar
from ui.common.icons import paint_icon
from ui.common.marks import paint_level, paint_pending, paint_priority
from ui.common.tokens import Size, Space
from ui.queue.telling import RANKS, Telling, priority_of, short_number

BAR = 84
SHORT_BAR = 40
LEFT = 100
SIGN = 12
FLAGS = "flags"
TIMED = ("age", "due")
NARROW = {"level": 40, "number": 62, "grid": 76, "state": 108, "age": 74, "due": 142, "flags": 54}
SMALL = {**NARROW, "summary": 96, "state": 92, "due": 116}
"""At a large text scale on a small screen: the bar gives way to its remainder, flags and then the grid to the summary."""
WIDE_ONLY = ("source", "tier", "owner")
LONGEST_TITLE = 400


class QueueColumns:
    """Paints cells from a row and what `telling` says of it."""

    def __init__(self, telling: Telling) -> None:
        self._telling = telling

    def all(self) -> tuple[Column[QueueRow], ...]:
        """Every column, left to right, at its width on the wide screen."""
        return (*self._what(), *self._how_far())

    def _what(self) -> tuple[Column[QueueRow], ...]:
        """What it is and where."""
        told, translate = self._telling, QCoreApplication.translate
        return (
            Column(
                key="level",
                header=lambda: translate("Queue", "级"),
                text=lambda row: told.severities[row.severity],
                width=62,
                paint=self._paint_level,
            ),
            Column(
                key="number",
                header=lambda: translate("Queue", "编号"),
                text=lambda row: short_number(row.number),
                width=62,
                side="right",
                hint=lambda row: row.number,
                paint=self._paint_number,
            ),
            Column(
                key="summary",
                header=lambda: translate("Queue", "类别 · 摘要"),
                text=told.summary,
                width=120,
                elastic=True,
                hint=lambda row: f"{told.summary(row)[:400]} {told.flag_words(row)}".strip(),
                paint=self._paint_summary,
            ),
            Column(
                key="grid",
                header=lambda: translate("Queue", "小微网格"),
                text=lambda row: row.grid_name,
                width=86,
                drops=5,
                hint=lambda row: row.grid_name,
            ),
            Column(
                key="source",
                header=lambda: translate("Queue", "来源"),
                text=lambda row: told.channels[row.source],
                width=88,
                drops=1,
                paint=self._paint_source,
            ),
        )

    def _how_far(self) -> tuple[Column[QueueRow], ...]:
        """How far it is, who has it, how long it takes."""
        told, translate = self._telling, QCoreApplication.translate
        return (
            Column(
                key="state",
                header=lambda: translate("Queue", "状态"),
                text=told.state,
                width=100,
                spoken=self._spoken_state,
                hint=self._spoken_state,
                paint=self._paint_state,
            ),
            Column(
                key="tier",
                header=lambda: translate("Queue", "层级"),
                text=lambda row: told.tiers[row.tier],
                width=62,
                drops=2,
                paint=self._paint_tier,
            ),
            Column(key="owner", header=lambda: translate("Queue", "承办"), text=told.owner, width=92, drops=3),
            Column(key="age", header=lambda: translate("Queue", "时长"), text=told.age, width=78, side="right"),
            Column(
                key="due",
                header=lambda: translate("Queue", "本步时限"),
                text=told.left,
                width=182,
                spoken=told.limit,
                hint=told.limit,
                paint=self.paint_due,
            ),
            Column(
                key=FLAGS,
                header=lambda: translate("Queue", "标记"),
                text=told.flag_words,
                width=84,
                drops=4,
                hint=told.flag_words,
                paint=self._paint_flags,
            ),
        )

    def _spoken_state(self, row: QueueRow) -> str:
        pending = self._telling.pending(row)
        if not pending:
            return self._telling.state(row)
        told = QCoreApplication.translate("Queue", "{state}；{act} 已在本机生效，待发")
        if row.doubtful:
            told = QCoreApplication.translate("Queue", "{state}；{act} 待发，可能被拒")
        return told.format(state=self._telling.words.state(row.state), act=pending)

    def _paint_level(self, painter: QPainter, cell: QRectF, row: QueueRow, look: CellLook) -> None:
        priority, px = priority_of(row.severity), look.theme.px
        mark = QRectF(cell.x() + px(6), cell.y(), px(Space.MARK), cell.height())
        paint_priority(painter, mark, priority, look.tokens, selected=look.selected)
        words, told = cell.adjusted(px(28), 0, 6, 0), self._telling.severities[row.severity]
        if words.width() >= look.writer.advance(told):
            colours = look.tokens.priorities[priority - 1]
            ink = colours.on_selection if look.selected else colours.mark
            look.write(painter, words, told, ink=ink, bold=priority <= 2)

    def _paint_number(self, painter: QPainter, cell: QRectF, row: QueueRow, look: CellLook) -> None:
        number, tokens = short_number(row.number), look.tokens
        size = Size.BODY if number.isdigit() else Size.NOTE
        ink = tokens.text if look.selected else tokens.text2
        look.writer.write(painter, cell, number, ink=ink, bold=look.selected, size=size, side="right")

    def _paint_summary(self, painter: QPainter, cell: QRectF, row: QueueRow, look: CellLook) -> None:
        used = look.write(painter, cell, self._telling.kind(row), bold=priority_of(row.severity) <= 2)
        rest = cell.adjusted(used + look.theme.px(10), 0, 0, 0)
        if row.elsewhere:
            mark = QCoreApplication.translate("Queue", "中心")
            width = chip_width(mark, look.theme)
            paint_chip(painter, QRectF(rest.x(), rest.y(), width, rest.height()), mark, look.theme)
            rest = rest.adjusted(width + look.theme.px(8), 0, 0, 0)
        if rest.width() > look.theme.px(24):
            title = row.title[:LONGEST_TITLE]
            look.writer.write(painter, rest, title, ink=look.tokens.text2, size=Size.SECONDARY)

    def _paint_source(self, painter: QPainter, cell: QRectF, row: QueueRow, look: CellLook) -> None:
        source = self._telling.channels[row.source]
        look.writer.write(painter, cell, source, ink=look.tokens.text2, size=Size.SECONDARY)

    def _paint_state(self, painter: QPainter, cell: QRectF, row: QueueRow, look: CellLook) -> None:
        told, tokens = self._telling, look.tokens
        pending = told.pending(row)
        if pending and row.doubtful:
            _paint_doubt(painter, cell, pending, look)
        elif pending:
            painter.setFont(look.theme.font())
            paint_pending(painter, cell, pending, tokens)
        else:
            alarming = told.is_unacknowledged(row)
            ink = tokens.priorities[0].mark if alarming else tokens.text
            look.write(painter, cell, told.state(row), ink=ink, bold=alarming or told.stands_out(row))

    def _paint_tier(self, painter: QPainter, cell: QRectF, row: QueueRow, look: CellLook) -> None:
        edge = look.theme.px(12)
        paint_level(painter, QRectF(cell.x(), cell.center().y() - edge / 2, edge, edge), RANKS[row.tier], look.tokens)
        words = cell.adjusted(edge + look.theme.px(6), 0, 6, 0)
        look.writer.write(painter, words, self._telling.tiers[row.tier], ink=look.tokens.text2, size=Size.SECONDARY)

    def paint_due(self, painter: QPainter, cell: QRectF, row: QueueRow, look: CellLook) -> None:
        """Bar and remainder; past the limit in colour, bold and with its sign."""
        used = self._telling.used(row)
        if used is None:
            return
        px = look.theme.px
        right = cell.right() - px(SIGN)
        room = cell.width() - px(LEFT)
        bar = px(BAR) if room >= px(70) else px(SHORT_BAR) if room >= px(SHORT_BAR) else 0
        if bar:
            paint_due_bar(painter, QRectF(cell.x() + px(4), cell.y(), bar, cell.height()), used, look.tokens)
        ink = due_colour(used, look.tokens, selected=look.selected)
        left = QRectF(cell.x() + bar, cell.y(), right - cell.x() - bar, cell.height())
        look.write(painter, left, self._telling.left(row), ink=ink, bold=used > 1, side="right")
        if sign := over_sign(used):
            look.write(painter, QRectF(right + px(3), cell.y(), px(SIGN + 4), cell.height()), sign, ink=ink, bold=True)

    def _paint_flags(self, painter: QPainter, cell: QRectF, row: QueueRow, look: CellLook) -> None:
        left, theme = cell.x(), look.theme
        remark = self._telling.remark(row)
        signs: list[tuple[str, ChipKind]] = [(flag, "flag") for flag in self._telling.flags(row)]
        if remark:
            signs.append((remark, "plain"))
        for text, kind in signs:
            width = chip_width(text, theme, kind=kind)
            if left + width > cell.right() + 6:
                break
            paint_chip(painter, QRectF(left, cell.y(), width, cell.height()), text, theme, kind=kind)
            left += width + theme.px(6)


def narrowed(columns: tuple[Column[QueueRow], ...], *, small: bool = False) -> tuple[Column[QueueRow], ...]:
    """The columns that a narrow screen keeps, at their widths there: marks without words, shorter bars, none in a small one."""
    widths = SMALL if small else NARROW
    kept = (column for column in columns if column.key not in WIDE_ONLY)
    return tuple(replace(column, width=widths.get(column.key, column.width)) for column in kept)


def _paint_doubt(painter: QPainter, cell: QRectF, act: str, look: CellLook) -> None:
    """The mark of a waiting command that the centre will likely refuse."""
    edge = look.theme.px(14)
    paint_icon(painter, QRectF(cell.x(), cell.y(), edge, cell.height()), "warning", look.tokens.over)
    ink = look.tokens.priorities[1].on_selection if look.selected else look.tokens.over
    words = QCoreApplication.translate("Queue", "{act} · 恐被拒").format(act=act)
    look.write(painter, cell.adjusted(edge + 4, 0, 0, 0), words, ink=ink, bold=True)
