"""The columns of the log, of what is handed over, and of the handovers before."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QPainter

from app.domain.duty import Handover, HandoverItem, LogNote
from ui.common.columns import CellLook, Column
from ui.duty.telling import DutyTelling
from ui.pending.tall_table import write_lines

INSET = 6


def log_columns(told: DutyTelling, number: Callable[[LogNote], str]) -> tuple[Column[LogNote], ...]:
    """When, who, what."""
    translate = QCoreApplication.translate
    return (
        Column("inset", _no_head, _nothing, INSET),
        Column("at", lambda: translate("Duty", "时间"), lambda note: told.moment(note.at), 112, side="left"),
        Column("by", lambda: translate("Duty", "记录人"), lambda note: note.by_name, 96),
        Column("text", lambda: translate("Duty", "内容"), told.note, 200, elastic=True, hint=told.note),
        Column("case", lambda: translate("Duty", "事件"), number, 72, side="right", drops=1),
    )


def item_columns(told: DutyTelling) -> tuple[Column[tuple[int, HandoverItem]], ...]:
    """What kind of thing, the thing, until when."""
    translate = QCoreApplication.translate
    return (
        Column("inset", _no_head, _nothing, INSET),
        Column("sort", lambda: translate("Duty", "事项"), lambda row: told.sort(row[1].sort), 104, bold=_presses),
        Column(
            "text",
            lambda: translate("Duty", "内容"),
            lambda row: told.item(row[1]),
            160,
            elastic=True,
            hint=lambda r: told.item(r[1]),
        ),
        Column("due", lambda: translate("Duty", "时限"), lambda row: told.moment(row[1].due), 96, side="right"),
    )


class HandoverColumns:
    """One column: who to whom, beneath it when and how much."""

    def __init__(self, told: DutyTelling) -> None:
        self._told = told

    def all(self) -> tuple[Column[Handover], ...]:
        return (
            Column(
                "what",
                _no_head,
                self._told.change,
                160,
                elastic=True,
                hint=self._told.told,
                spoken=self._spoken,
                paint=self._paint,
            ),
        )

    def _spoken(self, held: Handover) -> str:
        return f"{self._told.change(held)} {self._told.under(held)}"

    def _paint(self, painter: QPainter, cell: QRectF, held: Handover, look: CellLook) -> None:
        wide = cell.adjusted(look.theme.px(6), 0, 0, 0)
        write_lines(painter, wide, look, self._told.change(held), self._told.under(held))


def _no_head() -> str:
    return ""


def _nothing(_row: object) -> str:
    return ""


def _presses(row: tuple[int, HandoverItem]) -> bool:
    return row[1].sort in ("critical", "overdue")
