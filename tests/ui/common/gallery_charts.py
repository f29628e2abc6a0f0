"""The charts and lists of the gallery, on invented figures."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.common.charts.bars import Bar, BarChart, ColumnChart
from ui.common.charts.heat import Heat, HeatGrid
from ui.common.charts.mix import Mix, MixChart
from ui.common.charts.xmr import Signal, Xmr, XmrChart, XmrPoint
from ui.common.columns import CellLook, Column
from ui.common.due_bar import paint_due_bar
from ui.common.formatting import age
from ui.common.marks import Priority, Tri, paint_priority, paint_tri, priority_word
from ui.common.pane import Pane
from ui.common.table_model import TableModel
from ui.common.table_view import RecordTable
from ui.common.theme import Theme
from ui.common.tree_model import TreeModel
from ui.common.tree_view import RecordTree

GRIDS = ("华丰", "清猗", "华猗", "金通", "劳动街", "东翔", "新裕村", "惠平", "嘉绣", "翔源")
KINDS = ("渣土", "占道", "噪声", "停放", "垃圾", "井盖")


def xmr() -> Xmr:
    """Twenty-six weeks that end in a run and a signal."""
    values = (58, 64, 61, 55, 63, 67, 60, 57, 66, 62, 59, 65, 61, 56, 63, 60, 64, 58, 62, 66, 68, 70, 67, 71, 74, 92)
    signals = (*(Signal.NONE,) * 19, *(Signal.RUN,) * 6, Signal.OUTSIDE)
    points = tuple(
        XmrPoint(key=f"w{21 + i}", label=f"{21 + i}周", value=value, signal=signal)
        for i, (value, signal) in enumerate(zip(values, signals, strict=True))
    )
    return Xmr(points=points, mean=61, upper=75, lower=48)


def heat() -> Heat:
    """Kinds by grids with a signal and a grid without data."""
    counts = tuple(tuple(None if g == 6 and k > 3 else (g * 7 + k * 5 + g * k) % 7 for g in range(10)) for k in range(6))
    return Heat(
        rows=tuple((f"k{i}", name) for i, name in enumerate(KINDS)),
        columns=tuple((f"g{i}", name) for i, name in enumerate(GRIDS)),
        counts=counts,
        signals=frozenset({"k0|g3", "k2|g7"}),
    )


def mix() -> Mix:
    """Sources over twelve weeks."""
    names = ("12345", "网格员", "视频", "物联", "群众")
    return Mix(
        parts=tuple((f"s{i}", name) for i, name in enumerate(names)),
        weeks=tuple((f"w{35 + i}", f"{35 + i}周") for i in range(12)),
        counts=tuple(tuple(float(4 + (week * 7 + i * 5) % (24 - 4 * i)) for week in range(12)) for i in range(len(names))),
    )


def charts_page(theme: Theme) -> QWidget:
    """All charts, each in a pane."""
    bars = (
        Bar("k0", "渣土", 31, expected=12, limit=22, stands_out=True),
        Bar("k1", "占道", 14, expected=11, limit=19),
        Bar("k2", "噪声", 9, expected=8, limit=15),
        Bar("k3", "停放", 12, expected=13, limit=21),
    )
    days = tuple(
        Bar(f"d{i}", name, value, expected=11)
        for i, (name, value) in enumerate(zip("一二三四五六日", (12, 9, 14, 11, 13, 21, 12), strict=True))
    )
    panes = (
        (Pane(theme, "件量", XmrChart(theme, xmr(), name="件量"), note="92 件，超上限 75；连续 7 周高于均值"), 0, 0, 1, 2),
        (Pane(theme, "异常", BarChart(theme, bars, name="异常")), 0, 2, 1, 1),
        (Pane(theme, "类别 × 网格", _inset(HeatGrid(theme, heat(), name="类别 × 网格"))), 1, 0, 1, 2),
        (Pane(theme, "按日", ColumnChart(theme, days, name="按日")), 1, 2, 1, 1),
        (Pane(theme, "来源构成", MixChart(theme, mix(), name="来源构成", every=3)), 2, 0, 1, 2),
        (Pane(theme, "空", XmrChart(theme, Xmr(), name="空")), 2, 2, 1, 1),
    )
    page = QWidget()
    grid = QGridLayout(page)
    grid.setContentsMargins(8, 8, 8, 8)
    for pane, row, column, rows, columns in panes:
        grid.addWidget(pane, row, column, rows, columns)
    return page


def _inset(widget: QWidget) -> QWidget:
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(12, 8, 12, 8)
    column.addWidget(widget)
    return body


class Node(Struct, frozen=True):
    """An invented grid of the tree."""

    id: str
    above: str | None
    open: int
    worst: Priority | None
    tri: Tri | None


class Item(Struct, frozen=True):
    """An invented row of the table."""

    number: int
    kind: str
    grid: str
    owner: str
    seconds: int
    used: float
    priority: Priority


def _paint_worst(painter: QPainter, cell: QRectF, node: Node, look: CellLook) -> None:
    if node.worst is not None:
        paint_priority(
            painter, QRectF(cell.center().x() - 9, cell.y(), 18, cell.height()), node.worst, look.tokens, selected=look.selected
        )


def _paint_tri(painter: QPainter, cell: QRectF, node: Node, look: CellLook) -> None:
    if node.tri is not None:
        paint_tri(painter, QRectF(cell.center().x() - 9, cell.y(), 18, cell.height()), node.tri, look.tokens)


def _paint_priority(painter: QPainter, cell: QRectF, item: Item, look: CellLook) -> None:
    paint_priority(painter, QRectF(cell.x() + 2, cell.y(), 18, cell.height()), item.priority, look.tokens, selected=look.selected)


def _paint_due(painter: QPainter, cell: QRectF, item: Item, look: CellLook) -> None:
    paint_due_bar(painter, cell, item.used, look.tokens)


TREE_COLUMNS: tuple[Column[Node], ...] = (
    Column(key="name", header=lambda: "网格", text=lambda n: n.id, width=120, elastic=True, bold=lambda n: n.above is None),
    Column(key="open", header=lambda: "未结", text=lambda n: str(n.open), width=38, side="right"),
    Column(key="worst", header=lambda: "最急", text=lambda n: "", width=38, side="centre", paint=_paint_worst),
    Column(key="tri", header=lambda: "三色", text=lambda n: "", width=38, side="centre", paint=_paint_tri),
)
ITEM_COLUMNS: tuple[Column[Item], ...] = (
    Column(key="mark", header=lambda: "级", text=lambda i: priority_word(i.priority), width=40, paint=_paint_priority),
    Column(key="number", header=lambda: "编号", text=lambda i: str(i.number), width=56, side="right"),
    Column(
        key="kind", header=lambda: "类别 · 摘要", text=lambda i: i.kind, width=160, elastic=True, bold=lambda i: i.priority < 3
    ),
    Column(key="grid", header=lambda: "小微网格", text=lambda i: i.grid, width=84),
    Column(key="owner", header=lambda: "承办", text=lambda i: i.owner, width=90, drops=1),
    Column(key="age", header=lambda: "时长", text=lambda i: age(i.seconds), width=80, side="right"),
    Column(key="due", header=lambda: "本步时限", text=lambda i: "", width=100, paint=_paint_due),
)


def items(count: int) -> list[Item]:
    """Invented rows."""
    return [
        Item(
            number=1000 + i,
            kind=f"{KINDS[i % 6]}：德园路菜场后门堆积，影响通行，居民两次来电",
            grid=f"{GRIDS[i % 10]} 0{1 + i % 3}",
            owner="城管1队",
            seconds=60 + i * 7919 % 30000,
            used=i * 37 % 180 / 100,
            priority=Priority((2, 3, 3, 4)[i % 4]),
        )
        for i in range(count)
    ]


def lists_page(theme: Theme) -> QWidget:
    """A tree and a table on the shared models."""
    nodes = [Node("南翔镇第三片区", None, 48, Priority.CRITICAL, None)]
    for index, name in enumerate(GRIDS[:6]):
        nodes.append(Node(f"{name}社区", "南翔镇第三片区", 5, Priority(1 + index % 4), tuple(Tri)[index % 4]))
        nodes += [Node(f"{name} 0{i}", f"{name}社区", i, Priority(1 + (index + i) % 4), tuple(Tri)[i]) for i in (1, 2, 3)]
    tree_model = TreeModel(TREE_COLUMNS, lambda n: n.id, lambda n: n.above)
    tree_model.replace(nodes)
    tree = RecordTree(theme, tree_model, name="网格树")
    tree_model.setParent(tree)
    tree.expandAll()
    tree.choose("华猗 02")
    table_model = TableModel(ITEM_COLUMNS, lambda i: i.number)
    table_model.replace(items(40))
    table = RecordTable(theme, table_model, name="待办")
    table_model.setParent(table)
    table.choose(1003)
    page = QWidget()
    grid = QGridLayout(page)
    grid.setContentsMargins(8, 8, 8, 8)
    grid.addWidget(Pane(theme, "网格树", tree, note="1 片区 · 10 单元"), 0, 0)
    grid.addWidget(Pane(theme, "待办", table, note="40 件"), 0, 1)
    grid.setColumnMinimumWidth(0, 260)
    grid.setColumnStretch(1, 1)
    return page
