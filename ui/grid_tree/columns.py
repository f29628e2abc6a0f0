"""The columns of the grid tree: name, open cases, worst severity."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QFontMetrics, QPainter

from app.desk.tree import TreeRow
from app.domain.catalogue import Tier
from app.domain.grid import SPECIAL_KINDS, GridKind, Level
from ui.common.columns import CellLook, Column
from ui.common.marks import Priority, level_word, paint_priority, priority_word
from ui.common.tokens import Space

SHORTEST_KIND = 36
"""Room without which the word of a kind is left to the hint, px at 100 %."""
TOWN = re.compile(r"^.+?(镇|街道|工业区|新区)(?=.)")


def tree_columns(kind_word: Callable[[GridKind], str]) -> tuple[Column[TreeRow], ...]:
    """Left to right; the name takes what is left. `kind_word` names one of the special kinds."""
    translate = QCoreApplication.translate
    return (
        Column(
            key="name",
            header=lambda: translate("GridTree", "网格"),
            text=lambda row: row.name,
            width=100,
            elastic=True,
            bold=lambda row: row.level is Level.AREA,
            hint=partial(_hint, kind_word),
            paint=partial(_paint_name, kind_word),
        ),
        Column(
            key="open",
            header=lambda: translate("GridTree", "未结"),
            text=lambda row: str(row.open),
            width=40,
            side="right",
            paint=_paint_open,
        ),
        Column(
            key="worst",
            header=lambda: translate("GridTree", "最急"),
            text=worst_word,
            width=40,
            side="centre",
            paint=_paint_worst,
        ),
    )


def worst_word(row: TreeRow) -> str:
    """The worst open severity in words, a dash without open cases."""
    return priority_word(Priority(row.worst.rank)) if row.worst else "–"


def _kind(kind_word: Callable[[GridKind], str], row: TreeRow) -> str:
    return kind_word(row.kind) if row.kind in SPECIAL_KINDS else ""


def _hint(kind_word: Callable[[GridKind], str], row: TreeRow) -> str:
    leader = QCoreApplication.translate("GridTree", "负责人 {name}").format(name=row.leader) if row.leader else ""
    kind = _kind(kind_word, row)
    begins = ""
    if row.tier is not Tier.L1:
        begins = QCoreApplication.translate("GridTree", "事件从{tier}起").format(tier=level_word(row.tier.rank))
    return " · ".join(part for part in (row.name, row.id, kind, row.reason if kind else "", begins, leader) if part)


def _paint_name(kind_word: Callable[[GridKind], str], painter: QPainter, cell: QRectF, row: TreeRow, look: CellLook) -> None:
    """The name, and where there is room behind it the special kind."""
    bold = row.level is Level.AREA or (look.selected and row.level is Level.MICRO)
    width = QFontMetrics(look.theme.font(bold=bold)).horizontalAdvance(row.name)
    fits = width <= cell.width()
    name = row.name if fits or row.level is not Level.AREA else within_town(row.name)
    look.write(painter, cell, name, ink=_ink(row, look), bold=bold)
    kind = _kind(kind_word, row)
    left = width + look.theme.px(Space.GAP)
    if kind and left + look.theme.px(SHORTEST_KIND) <= cell.width():
        look.write(painter, cell.adjusted(left, 0, 0, 0), kind, ink=look.tokens.text2)


def within_town(name: str) -> str:
    """The name of an area without that of its town: «第三片区» of «南翔镇第三片区»."""
    return TOWN.sub("", name) or name


def _paint_open(painter: QPainter, cell: QRectF, row: TreeRow, look: CellLook) -> None:
    look.write(painter, cell, str(row.open), ink=_ink(row, look), bold=row.level is not Level.MICRO, side="right")


def _ink(row: TreeRow, look: CellLook) -> str:
    """A grid with nothing open stands back."""
    return look.tokens.text3 if row.open == 0 and not look.selected else look.tokens.text


def _paint_worst(painter: QPainter, cell: QRectF, row: TreeRow, look: CellLook) -> None:
    if row.worst is None:
        look.write(painter, cell, "–", ink=look.tokens.text2 if look.selected else look.tokens.text3, side="centre")
        return
    edge = look.theme.px(Space.MARK)
    box = QRectF(cell.center().x() - edge / 2, cell.y(), edge, cell.height())
    paint_priority(painter, box, Priority(row.worst.rank), look.tokens, selected=look.selected)
