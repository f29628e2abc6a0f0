"""Lists: keyboard, columns, selection by id, and the time a page takes to paint."""

from __future__ import annotations

import os
from time import perf_counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.common.gallery_charts import ITEM_COLUMNS, TREE_COLUMNS, Item, Node, items
from tests.ui.pace import quicker, slowness
from ui.common.marks import Priority, Tri
from ui.common.table_model import TableModel
from ui.common.table_view import RecordTable
from ui.common.theme import Theme
from ui.common.tokens import LIGHT, Mode
from ui.common.tree_model import TreeModel
from ui.common.tree_view import RecordTree

NODES = (
    Node("片区", None, 48, Priority.CRITICAL, None),
    Node("金通", "片区", 7, Priority.URGENT, Tri.YELLOW),
    Node("金通01", "金通", 1, None, Tri.GREEN),
    Node("金通02", "金通", 4, Priority.URGENT, Tri.YELLOW),
)


@pytest.fixture
def table(qtbot: QtBot, theme: Theme) -> RecordTable[Item]:
    model = TableModel(ITEM_COLUMNS, lambda item: item.number)
    made = RecordTable(theme, model, name="待办")
    model.setParent(made)
    model.replace(items(500))
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def tree(qtbot: QtBot, theme: Theme) -> RecordTree[Node]:
    model = TreeModel(TREE_COLUMNS, lambda node: node.id, lambda node: node.above)
    made = RecordTree(theme, model, name="网格树")
    model.setParent(made)
    model.replace(NODES)
    qtbot.addWidget(made)
    made.resize(260, 300)
    made.show()
    qtbot.waitExposed(made)
    return made


def records(table: RecordTable[Item]) -> TableModel[Item]:
    model = table.model()
    assert isinstance(model, TableModel)
    return model


def test_a_row_is_chosen_by_its_id(table: RecordTable[Item], qtbot: QtBot) -> None:
    with qtbot.waitSignal(table.row_chosen) as chosen:
        assert table.choose(1400)
    assert chosen.args == [1400]
    assert table.chosen == 1400
    assert 400 in table.visible_rows
    assert not table.choose(99)


def test_the_choice_stays_with_its_row_in_a_new_order(table: RecordTable[Item]) -> None:
    table.choose(1003)
    records(table).replace(list(reversed(items(500))))
    assert table.chosen == 1003
    assert table.marked == (1003,)


def test_enter_opens_the_row(table: RecordTable[Item], qtbot: QtBot) -> None:
    table.choose(1003)
    table.setFocus()
    with qtbot.waitSignal(table.row_opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [1003]


def test_select_all_takes_what_is_on_screen_and_asks_for_the_rest(table: RecordTable[Item], qtbot: QtBot) -> None:
    table.setFocus()
    with qtbot.waitSignal(table.all_asked):
        QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(table.marked) == len(table.visible_rows) < 20


def test_tab_leaves_the_list_and_arrows_stay_in_it(qtbot: QtBot, theme: Theme) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    model = TableModel(ITEM_COLUMNS, lambda item: item.number)
    model.replace(items(5))
    table, after = RecordTable(theme, model, name="待办"), QLineEdit()
    model.setParent(table)
    row = QHBoxLayout(page)
    row.addWidget(table)
    row.addWidget(after)
    page.show()
    qtbot.waitExposed(page)
    table.choose(1000)
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.chosen == 1001
    QTest.keyClick(table, Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_the_bar_of_the_chosen_row_says_whether_the_list_has_the_keyboard(table: RecordTable[Item], qtbot: QtBot) -> None:
    table.choose(1001)
    place = table.visualRect(records(table).index(1, 0)).center()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    assert table.viewport().grab().toImage().pixelColor(1, place.y()).name().upper() == LIGHT.selection_bar
    table.clearFocus()
    assert table.viewport().grab().toImage().pixelColor(1, place.y()).name().upper() == LIGHT.low


def test_narrowing_drops_the_owner_and_never_the_limit(table: RecordTable[Item]) -> None:
    keys = [column.key for column in ITEM_COLUMNS]
    table.resize(560, 400)
    hidden = {keys[section] for section in range(len(keys)) if table.isColumnHidden(section)}
    assert hidden == {"owner"}
    table.resize(900, 400)
    assert not any(table.isColumnHidden(section) for section in range(len(keys)))


def test_columns_fill_the_width(table: RecordTable[Item]) -> None:
    total = sum(table.columnWidth(section) for section in range(len(ITEM_COLUMNS)))
    assert total == table.viewport().width()


def test_rows_grow_with_the_text(table: RecordTable[Item], theme: Theme) -> None:
    theme.set_scale(150)
    assert table.rowHeight(0) == 39


@pytest.mark.skipif(not os.environ.get("GRIDPLUS_TIMING"), reason="times are taken alone on a quiet machine: make timing")
def test_a_page_is_painted_in_time(table: RecordTable[Item], qtbot: QtBot) -> None:
    table.resize(1208, 34 * 26 + 26)
    times = []
    for turn in range(20):
        table.verticalScrollBar().setValue(turn * 34 * 26)
        start = perf_counter()
        table.viewport().repaint()
        times.append((perf_counter() - start) * 1000)
    limit = 25 * slowness()
    assert quicker(times) < limit, f"{quicker(times):.1f} ms, {limit:.0f} at this machine's pace"


def test_a_grid_is_found_below_closed_branches(tree: RecordTree[Node], qtbot: QtBot) -> None:
    assert not tree.isExpanded(tree.model().index(0, 0))
    with qtbot.waitSignal(tree.row_chosen) as chosen:
        assert tree.choose("金通02")
    assert chosen.args == ["金通02"]
    assert tree.chosen == "金通02"
    assert tree.isExpanded(tree.model().index(0, 0))


def test_arrows_close_a_branch_and_enter_opens_the_row(tree: RecordTree[Node], qtbot: QtBot) -> None:
    tree.choose("金通02")
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_Left)
    assert tree.chosen == "金通"
    with qtbot.waitSignal(tree.row_opened) as opened:
        QTest.keyClick(tree, Qt.Key.Key_Return)
    assert opened.args == ["金通"]


def test_open_branches_stay_open_when_counts_change(tree: RecordTree[Node]) -> None:
    tree.choose("金通02")
    model = tree.model()
    assert isinstance(model, TreeModel)
    model.replace([*NODES, Node("惠平", "片区", 2, None, Tri.GREEN)])
    assert tree.isExpanded(model.find("金通"))
    assert tree.chosen == "金通02"


def test_lists_follow_the_mode(tree: RecordTree[Node], theme: Theme) -> None:
    theme.set_mode(Mode.DARK)
    middle = tree.viewport().grab().toImage().pixelColor(130, 250)
    assert middle.name().upper() == theme.tokens.pane
