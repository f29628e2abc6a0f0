"""Tree models: rows below their parents, ids in the index, nothing rebuilt that has not changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec import Struct
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex

from ui.common.columns import Column
from ui.common.tree_model import TreeModel

Watch = Callable[[QAbstractItemModel], None]


class Grid(Struct, frozen=True):
    id: str
    above: str | None
    count: int = 0


COLUMNS: tuple[Column[Grid], ...] = (
    Column(key="name", header=lambda: "网格", text=lambda row: row.id, width=120, elastic=True),
    Column(key="open", header=lambda: "未结", text=lambda row: str(row.count), width=40, side="right"),
)
TREE = (
    Grid("片区", None),
    Grid("金通", "片区"),
    Grid("金通01", "金通"),
    Grid("金通02", "金通"),
    Grid("惠平", "片区"),
    Grid("惠平01", "惠平"),
)


@pytest.fixture
def model(watched: Watch) -> TreeModel[Grid]:
    made = TreeModel(COLUMNS, lambda row: row.id, lambda row: row.above)
    made.replace(TREE)
    watched(made)
    return made


def outline(model: TreeModel[Grid], parent: QModelIndex | None = None) -> str:
    above = parent or QModelIndex()
    parts = []
    for place in range(model.rowCount(above)):
        index = model.index(place, 0, above)
        below = outline(model, index)
        parts.append(f"{model.data(index)}({below})" if below else str(model.data(index)))
    return " ".join(parts)


class Heard:
    def __init__(self, model: TreeModel[Grid]) -> None:
        self.events: list[tuple[object, ...]] = []
        model.rowsInserted.connect(lambda p, a, b: self.events.append(("inserted", model.id_of(p), a, b)))
        model.rowsRemoved.connect(lambda p, a, b: self.events.append(("removed", model.id_of(p), a, b)))
        model.rowsMoved.connect(lambda p, a, b, q, to: self.events.append(("moved", model.id_of(p), a, to)))
        model.dataChanged.connect(lambda a, b: self.events.append(("changed", model.id_of(a), model.id_of(b))))
        model.modelReset.connect(lambda: self.events.append(("reset",)))


def test_rows_stand_below_their_parents(model: TreeModel[Grid]) -> None:
    assert outline(model) == "片区(金通(金通01 金通02) 惠平(惠平01))"
    found = model.find("金通02")
    assert model.id_of(model.parent(found)) == "金通"
    assert model.row_of(found) == Grid("金通02", "金通")


def test_counts_change_in_place(model: TreeModel[Grid]) -> None:
    heard = Heard(model)
    model.replace([Grid(row.id, row.above, 4) if row.id.startswith("金通0") else row for row in TREE])
    assert heard.events == [("changed", "金通01", "金通02")]
    assert model.data(model.find("金通01", 1)) == "4"


def test_a_new_branch_comes_as_one_insertion(model: TreeModel[Grid]) -> None:
    heard = Heard(model)
    model.replace([*TREE, Grid("新裕", "片区"), Grid("新裕01", "新裕")])
    assert outline(model) == "片区(金通(金通01 金通02) 惠平(惠平01) 新裕(新裕01))"
    assert heard.events == [("inserted", "片区", 2, 2)]


def test_a_branch_that_goes_takes_all_below_it(model: TreeModel[Grid]) -> None:
    held = QPersistentModelIndex(model.find("金通02"))
    model.replace([row for row in TREE if not row.id.startswith("金通")])
    assert outline(model) == "片区(惠平(惠平01))"
    assert not held.isValid()
    assert not model.find("金通02").isValid()


def test_a_grid_moved_to_another_unit_stands_there(model: TreeModel[Grid]) -> None:
    model.replace([Grid("金通02", "惠平") if row.id == "金通02" else row for row in TREE])
    assert outline(model) == "片区(金通(金通01) 惠平(金通02 惠平01))"


def test_siblings_in_another_order_are_moved_and_held_places_follow(model: TreeModel[Grid]) -> None:
    heard = Heard(model)
    held = QPersistentModelIndex(model.find("金通01"))
    model.replace([TREE[0], TREE[4], TREE[5], TREE[1], TREE[3], TREE[2]])
    assert outline(model) == "片区(惠平(惠平01) 金通(金通02 金通01))"
    assert model.id_of(held) == "金通01"
    assert [event[0] for event in heard.events] == ["moved", "moved"]


def test_a_row_whose_parent_is_out_of_sight_stands_at_the_top(model: TreeModel[Grid]) -> None:
    model.replace([Grid("金通01", "金通"), Grid("惠平01", "惠平")])
    assert outline(model) == "金通01 惠平01"


def test_twice_the_same_id_and_rings_are_refused(model: TreeModel[Grid]) -> None:
    with pytest.raises(ValueError, match="twice"):
        model.replace([Grid("a", None), Grid("a", None)])
    with pytest.raises(ValueError, match="below itself"):
        model.replace([Grid("a", "b"), Grid("b", "a")])
    assert outline(model).startswith("片区")


def test_an_index_of_something_gone_finds_nothing(model: TreeModel[Grid]) -> None:
    stale = model.find("惠平01")
    model.replace([row for row in TREE if row.id != "惠平01"])
    assert model.row_of(stale) is None
    assert model.data(stale) is None


def test_the_model_stays_sound_through_many_changes(watched: Watch) -> None:
    model = TreeModel(COLUMNS, lambda row: row.id, lambda row: row.above)
    watched(model)
    for rows in (TREE, TREE[:3], (), TREE, tuple(reversed(TREE)), (Grid("惠平01", None), Grid("片区", "惠平01"))):
        model.replace(rows)
    assert outline(model) == "惠平01(片区)"
