"""Flat models: rows keep their identity, values change in place, views hear as little as possible."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import pytest
from msgspec import Struct
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from pytestqt.qtbot import QtBot

from ui.common.columns import Column, fitted
from ui.common.table_model import TableModel

Watch = Callable[[QAbstractItemModel], None]


class Case(Struct, frozen=True):
    id: str
    title: str
    minutes: int = 0


COLUMNS: tuple[Column[Case], ...] = (
    Column(key="title", header=lambda: "类别", text=lambda row: row.title, width=100, elastic=True),
    Column(
        key="minutes", header=lambda: "时长", text=lambda row: str(row.minutes), width=60, side="right", hint=lambda row: "分"
    ),
)


def cases(names: str) -> list[Case]:
    return [Case(id=name, title=f"案件 {name}") for name in names]


@pytest.fixture
def model(watched: Watch) -> TableModel[Case]:
    made = TableModel(COLUMNS, lambda row: row.id)
    made.replace(cases("abcde"))
    watched(made)
    return made


def shown(model: TableModel[Case]) -> str:
    return "".join(str(model.id_at(place)) for place in range(model.rowCount()))


class Heard:
    """What a view would hear from the model."""

    def __init__(self, model: TableModel[Case]) -> None:
        self.events: list[tuple[object, ...]] = []
        model.rowsInserted.connect(lambda _p, first, last: self.events.append(("inserted", first, last)))
        model.rowsRemoved.connect(lambda _p, first, last: self.events.append(("removed", first, last)))
        model.rowsMoved.connect(lambda _p, first, last, _q, to: self.events.append(("moved", first, to)))
        model.dataChanged.connect(lambda a, b: self.events.append(("changed", a.row(), b.row())))
        model.modelReset.connect(lambda: self.events.append(("reset",)))
        model.layoutChanged.connect(lambda: self.events.append(("layout",)))


def test_the_same_rows_again_are_not_heard(model: TableModel[Case]) -> None:
    heard = Heard(model)
    model.replace(cases("abcde"))
    assert heard.events == []


def test_new_gone_and_moved_rows_are_heard_as_such(model: TableModel[Case]) -> None:
    heard = Heard(model)
    model.replace(cases("xbdcey"))
    assert shown(model) == "xbdcey"
    assert heard.events == [("removed", 0, 0), ("moved", 1, 3), ("inserted", 0, 0), ("inserted", 5, 5)]


def test_a_changed_value_is_one_signal_for_each_run(model: TableModel[Case]) -> None:
    heard = Heard(model)
    changed = model.patch([Case("a", "案件 a", 1), Case("b", "案件 b", 1), Case("e", "案件 e", 1), Case("z", "没有这行")])
    assert changed == 3
    assert heard.events == [("changed", 0, 1), ("changed", 4, 4)]


def test_rows_out_of_view_change_silently(model: TableModel[Case]) -> None:
    heard = Heard(model)
    model.patch([Case("a", "案件 a", 1), Case("e", "案件 e", 1)], visible=range(3))
    assert heard.events == [("changed", 0, 0)]
    assert model.row_at(4).minutes == 1


def test_a_held_place_follows_its_row_through_a_new_order(model: TableModel[Case]) -> None:
    held = QPersistentModelIndex(model.index(1, 0))
    model.replace(cases("edcba"))
    assert model.id_at(held.row()) == "b"
    model.replace(cases("edca"))
    assert not held.isValid()


def test_a_wholly_new_order_is_one_layout_change_and_keeps_held_places(model: TableModel[Case]) -> None:
    rows = [Case(id=str(number), title="案件") for number in range(400)]
    model.replace(rows)
    heard = Heard(model)
    held = QPersistentModelIndex(model.index(3, 1))
    model.replace(list(reversed(rows)))
    assert heard.events == [("layout",)]
    assert (held.row(), held.column()) == (396, 1)


def test_an_id_that_comes_twice_is_refused_before_anything_changes(model: TableModel[Case]) -> None:
    with pytest.raises(ValueError, match="twice"):
        model.replace(cases("aa"))
    assert shown(model) == "abcde"


def test_cells_answer_text_side_and_hint_and_nothing_else(model: TableModel[Case]) -> None:
    cell = model.index(0, 1)
    assert model.data(cell) == "0"
    assert model.data(cell, int(Qt.ItemDataRole.ToolTipRole)) == "分"
    assert model.data(cell, int(Qt.ItemDataRole.TextAlignmentRole)) == Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    assert model.data(cell, int(Qt.ItemDataRole.BackgroundRole)) is None
    assert model.data(QModelIndex()) is None
    assert model.headerData(1, Qt.Orientation.Horizontal) == "时长"
    assert model.headerData(1, Qt.Orientation.Vertical) is None


def test_the_model_stays_sound_through_many_changes(watched: Watch) -> None:
    model = TableModel(COLUMNS, lambda row: row.id)
    watched(model)
    for order in ("", "abc", "cba", "xaybz", "zyx", "", "q", "abcdefgh", "hgfedcba", "aceg", "bdfh"):
        model.replace(cases(order))
        assert shown(model) == order


def test_five_thousand_rows_are_rearranged_in_a_blink(qtbot: QtBot) -> None:
    rows = [Case(id=str(number), title=f"案件 {number}") for number in range(5000)]
    model = TableModel(COLUMNS, lambda row: row.id)
    model.replace(rows)
    start = perf_counter()
    model.replace([*rows[2500:], *rows[:2500]])
    assert perf_counter() - start < 0.5


def test_columns_leave_in_their_order_and_the_elastic_one_takes_the_rest() -> None:
    columns = (
        Column[Case](key="kind", header=str, text=str, width=100, elastic=True),
        Column[Case](key="source", header=str, text=str, width=80, drops=1),
        Column[Case](key="owner", header=str, text=str, width=80, drops=2),
        Column[Case](key="age", header=str, text=str, width=60),
    )
    assert fitted(columns, 400, round) == {"kind": 180, "source": 80, "owner": 80, "age": 60}
    assert fitted(columns, 300, round) == {"kind": 160, "owner": 80, "age": 60}
    assert fitted(columns, 200, round) == {"kind": 140, "age": 60}
    assert fitted(columns, 120, round) == {"kind": 60, "age": 60}
