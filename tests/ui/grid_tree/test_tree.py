"""The grid tree: counts, worst severity, finding by pinyin."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QAbstractItemModel, Qt

from app.desk.tree import TreeRow
from app.domain.catalogue import Severity, Tier
from app.domain.grid import GridKind
from app.domain.incident import Incident, State
from tests.pages.duty import DutyDesk
from tests.pages.fixtures import MakeDesk
from tests.support.builders import AREA, grids, micro, unit
from ui.common.tree_model import TreeModel
from ui.grid_tree.view import GridTreeView


def view(desk: DutyDesk) -> GridTreeView:
    return desk.stage.window.desk_page.tree


def rows(desk: DutyDesk) -> TreeModel[TreeRow]:
    found = view(desk).tree.model()
    assert isinstance(found, TreeModel)
    return found


def row(desk: DutyDesk, code: str) -> TreeRow:
    found = rows(desk).row_of(rows(desk).find(code))
    assert isinstance(found, TreeRow)
    return found


def names(desk: DutyDesk) -> set[str]:
    return {found.name for found in rows(desk)._rows.values()}


def test_every_branch_counts_its_open_cases_and_shows_the_worst(desk: DutyDesk) -> None:
    assert row(desk, AREA).open == 21
    assert row(desk, AREA).worst is Severity.CRITICAL
    assert row(desk, unit("惠平")).open == 5
    assert row(desk, unit("华丰")).worst is None


def test_a_closed_case_leaves_the_counts_at_once(desk: DutyDesk) -> None:
    case = desk.stage.cache.get(Incident, "i-1031")
    assert case is not None
    desk.stage.act(lambda: desk.stage.central.hear(replace(case, state=State.CLOSED, closed_at=desk.stage.clock.now)))

    assert row(desk, AREA).open == 20
    assert row(desk, micro("劳动街 03")).worst is None


def test_initials_find_a_grid_with_what_is_above_and_below_it(desk: DutyDesk) -> None:
    desk.stage.act(view(desk).filter.setFocus)

    desk.hands.type("jt")

    assert names(desk) == {"南翔镇第三片区", "金通社区", "金通 01", "金通 02", "金通 03"}
    desk.hands.press("Return")
    assert view(desk).chosen == unit("金通")
    assert {found.unit for found in desk.queue.rows} == {unit("金通")}


def test_the_name_in_characters_or_whole_pinyin_finds_it_too(desk: DutyDesk) -> None:
    for query in ("金通 02", "jintong02", micro("金通 02")):
        desk.stage.act(partial(view(desk).filter.setText, query))
        assert "金通 02" in names(desk), query
        assert "金通 01" not in names(desk)


def test_a_filter_without_a_hit_says_so_and_escape_clears_it(desk: DutyDesk) -> None:
    desk.stage.act(view(desk).filter.setFocus)
    desk.hands.type("zzz")
    assert names(desk) == set()

    desk.hands.press("Escape")

    assert "金通 02" in names(desk)


def test_what_is_open_and_chosen_stays_when_counts_change(desk: DutyDesk) -> None:
    desk.stage.act(lambda: view(desk).tree.choose(micro("金通 02")))
    closed = rows(desk).find(unit("清猗"))
    desk.stage.act(lambda: view(desk).tree.collapse(closed))

    desk.stage.act(desk.stage.central.answer)
    case = desk.stage.cache.get(Incident, "i-1009")
    assert case is not None
    desk.stage.act(lambda: desk.stage.central.hear(replace(case, severity=Severity.URGENT)))

    assert view(desk).chosen == micro("金通 02")
    assert not view(desk).tree.isExpanded(rows(desk).find(unit("清猗")))


def test_the_model_keeps_qts_rules(desk: DutyDesk, watched: Callable[[QAbstractItemModel], None]) -> None:
    watched(rows(desk))
    for query in ("hp", "", "新裕", "zzz", ""):
        desk.stage.act(partial(view(desk).filter.setText, query))


def test_a_special_kind_and_its_reason_are_told_beside_the_name(make_desk: MakeDesk) -> None:
    place = unit("华猗")
    plain = next(grid for grid in grids() if grid.id == place)
    desk = make_desk(extra=[replace(plain, grid_kind=GridKind.SPECIALISED_MARKET, reason="业态复杂", tier=Tier.L2)])
    model, index = rows(desk), rows(desk).find(place)

    hint = str(model.data(index, Qt.ItemDataRole.ToolTipRole))

    assert "专业市场 · 业态复杂 · 事件从共治起" in hint
    assert "居民区" not in str(model.data(rows(desk).find(unit("金通")), Qt.ItemDataRole.ToolTipRole))
