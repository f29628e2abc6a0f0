"""What a list shows of its rows: one table of columns per list, used by the model, the view and the
painting.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter

from ui.common.theme import Theme
from ui.common.tokens import Tokens
from ui.common.writing import Side, Writer

Row = TypeVar("Row")

# Roles as plain numbers: comparing enum members costs more than all the rest of data().
DISPLAY = int(Qt.ItemDataRole.DisplayRole)
TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()

_ACROSS = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "centre": Qt.AlignmentFlag.AlignHCenter,
}


@dataclass(frozen=True, slots=True)
class CellLook:
    """How a cell is to be painted: with which theme, and whether its row is selected."""

    theme: Theme
    tokens: Tokens
    selected: bool
    writer: Writer

    def write(
        self, painter: QPainter, cell: QRectF, text: str, *, ink: str = "", bold: bool = False, side: Side = "left"
    ) -> float:
        """Writes a line into a cell in the list's own way and returns the width used; `ink` is the text colour if not given."""
        return self.writer.write(painter, cell, text, ink=ink or self.tokens.text, bold=bold, side=side)


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: its key, its header (asked for again when the language changes), and how it reads a row.

    `width` in px at 100 %; an elastic column takes what is left. When the list narrows, columns go in the
    order of `drops`, 1 first, and those with 0 stay: age, limit and state never go. `text` is what is shown
    and found; `spoken` what a screen reader says where a picture is shown; `paint` draws the cell instead of
    the text. No rules and no I/O in any of them.
    """

    key: str
    header: Callable[[], str]
    text: Callable[[Row], str]
    width: int
    side: Side = "left"
    elastic: bool = False
    drops: int = 0
    bold: Callable[[Row], bool] | None = None
    hint: Callable[[Row], str] | None = None
    spoken: Callable[[Row], str] | None = None
    paint: Callable[[QPainter, QRectF, Row, CellLook], None] | None = None

    @property
    def alignment(self) -> Qt.AlignmentFlag:
        return _ACROSS[self.side] | Qt.AlignmentFlag.AlignVCenter


def fitted(columns: tuple[Column[Row], ...], available: int, scale: Callable[[float], int]) -> dict[str, int]:
    """The width of each column that is shown in `available` px, by key; columns that do not fit are left
    out.
    """
    shown = list(columns)
    for leaving in sorted((column for column in columns if column.drops), key=lambda column: column.drops):
        if sum(scale(column.width) for column in shown) <= available:
            break
        shown.remove(leaving)
    widths = {column.key: scale(column.width) for column in shown}
    elastic = [column.key for column in shown if column.elastic]
    spare = available - sum(widths.values())
    for index, key in enumerate(elastic):
        widths[key] = max(scale(40), widths[key] + spare // len(elastic) + (index < spare % len(elastic)))
    return widths


def cell_value(column: Column[Row], row: Row, role: int) -> object:
    """What a model answers for one cell and role; None for every role that is not ours."""
    if role == DISPLAY:
        return column.text(row)
    if role == ALIGNMENT:
        return column.alignment
    if role == TOOLTIP and column.hint is not None:
        return column.hint(row)
    if role == SPOKEN and column.spoken is not None:
        return column.spoken(row)
    return None


def header_value(columns: tuple[Column[Row], ...], section: int, orientation: Qt.Orientation, role: int) -> object:
    """What a model answers for one head."""
    if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(columns):
        return None
    if role == DISPLAY:
        return columns[section].header()
    return columns[section].alignment if role == ALIGNMENT else None
