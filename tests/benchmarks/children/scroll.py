"""Scrolling history by the page in the real window, and the same rows in a bare table.

Words: profile, account, password, turns.
"""

from __future__ import annotations

import asyncio
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QHeaderView, QTableView

from app.desk.queue import Tab
from app.showing.driving import until
from tests.benchmarks.children.looker import PATIENCE, WatchedFront, show, submit
from tests.benchmarks.children.speech import say
from ui.common.buttons import ActButton
from ui.common.columns import DISPLAY, ROOT
from ui.queue.history import HistoryList
from ui.queue.table import QueueTable

REST = 0.1
"""Seconds in which what was left for later is laid out and painted."""
SIZE = (1920, 1080)
PAGES_A_TURN = 4
OLDER = "更早"
Index = QModelIndex | QPersistentModelIndex


class BareModel(QAbstractTableModel):
    """Texts in rows; every role but the text is None."""

    def __init__(self, rows: list[tuple[str, ...]]) -> None:
        super().__init__()
        self._rows = rows

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows[0])

    def data(self, index: Index, role: int = DISPLAY) -> object:
        return self._rows[index.row()][index.column()] if role == DISPLAY else None


def bare_table(like: QueueTable) -> QTableView:
    """A plain table with the texts, the columns and the size of ours."""
    model, columns = like.model(), [place for place in range(like.model().columnCount()) if not like.isColumnHidden(place)]
    texts = [tuple(str(model.index(row, place).data(DISPLAY)) for place in columns) for row in range(model.rowCount())]
    table = QTableView()
    table.setModel(BareModel(texts))
    table.model().setParent(table)
    table.setWordWrap(False)
    table.setShowGrid(False)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(like.rowHeight(0))
    table.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    for section, place in enumerate(columns):
        table.setColumnWidth(section, like.columnWidth(place))
    table.resize(like.size())
    table.show()
    return table


@dataclass
class Scrolled:
    """The ms of each page, its repaint included, by the clock and of the processor: a busy neighbour costs only the first."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def through(self, table: QTableView) -> None:
        """Down by whole pages to the end."""
        bar = table.verticalScrollBar()
        bar.setValue(0)
        table.viewport().repaint()
        while bar.value() < bar.maximum():
            wall, cpu = time.perf_counter(), time.thread_time()
            bar.setValue(bar.value() + bar.pageStep())
            table.viewport().repaint()
            self.wall.append((time.perf_counter() - wall) * 1000)
            self.cpu.append((time.thread_time() - cpu) * 1000)


async def other_rows(history: HistoryList, before: object) -> None:
    """Wait until the list holds other rows, and has been laid out."""
    await until(lambda: history.table.model().rowCount() > 0 and first_of(history) != before, what="rows", seconds=PATIENCE)
    await asyncio.sleep(REST)


def first_of(history: HistoryList) -> object:
    """What stands in the first row."""
    return history.table.model().index(0, 1).data(DISPLAY)


def older(history: HistoryList) -> ActButton:
    """The button that goes back in time."""
    return next(button for button in history.findChildren(ActButton) if button.text() == OLDER)


async def play(front: WatchedFront) -> None:
    """Page by page through history, older and older."""
    await (await front.first()).seen()
    submit(front.opened, sys.argv[2], sys.argv[3])
    window = front.opened
    window.resize(*SIZE)
    await until(lambda: front.house is not None and front.house.desk.session, what="session", seconds=PATIENCE)
    history = window.desk_page.queue.history
    window.desk_page.queue.show_tab(Tab.HISTORY)
    await other_rows(history, None)
    ours: list[Scrolled] = []
    read: list[float] = []
    rows = history.table.viewport().height() // history.table.rowHeight(0)
    for _ in range(int(sys.argv[4])):
        turn = Scrolled()
        for _ in range(PAGES_A_TURN):
            turn.through(history.table)
            before, began = first_of(history), time.perf_counter()
            older(history).click()
            await other_rows(history, before)
            read.append((time.perf_counter() - began - REST) * 1000)
        ours.append(turn)
    table = bare_table(history.table)
    await asyncio.sleep(REST)
    floors = [Scrolled() for _ in ours]
    for turn in floors:
        for _ in range(PAGES_A_TURN):
            turn.through(table)
    table.deleteLater()
    say({"ours": list(map(asdict, ours)), "floor": list(map(asdict, floors)), "read": read, "rows": rows})


if __name__ == "__main__":
    show(Path(sys.argv[1]), play)
