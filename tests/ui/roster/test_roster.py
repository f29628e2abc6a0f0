"""The roster at work: who can be sent, who sent them down, and states changed by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QTest

from app.commands.staffing import SetDuty
from app.domain.people import Source
from app.domain.problems import Code, Problem
from app.domain.record import Drop, Put
from app.domain.roster import Duty, Force, Shift
from tests.pages.screens import MakeScreen
from tests.support.builders import OFFICER, Day
from tests.support.screen import ScreenStage
from tests.ui.roster.forces import staffed_day
from ui.common.columns import TOOLTIP
from ui.common.notices import Kind
from ui.common.pane_states import EmptyGood, Failed, Stale
from ui.roster.column import ForceColumn
from ui.roster.shift_form import ShiftForm
from ui.roster.view import RosterView

WIDE, LOW = (760, 288), (786, 112)


class Page:
    """The roster as a person sees and works it."""

    def __init__(self, stage: ScreenStage, view: RosterView) -> None:
        self.stage, self.view = stage, view

    def column(self, source: Source) -> ForceColumn:
        return self.view.columns[source]

    def names(self, source: Source) -> list[str]:
        return [line.row.name for line in self.column(source).model.rows]

    def state(self, force: str) -> str:
        for column in self.view.columns.values():
            place = column.model.place_of(force)
            if place is not None:
                return str(column.model.index(place, 1).data())
        raise AssertionError(f"{force} is not on the roster")

    def hint(self, force: str) -> str:
        column = next(c for c in self.view.columns.values() if c.model.place_of(force) is not None)
        return str(column.model.index(column.model.place_of(force) or 0, 0).data(TOOLTIP))

    def choose(self, force: str) -> ForceColumn:
        column = next(c for c in self.view.columns.values() if c.model.place_of(force) is not None)
        column.table.setFocus()
        column.table.choose(force)
        return column

    def press(self, key: Qt.Key) -> None:
        focus = self.view.focusWidget()
        assert focus is not None
        self.stage.act(lambda: QTest.keyClick(focus, key))

    def offered(self) -> list[str]:
        return [action.text().split("\t")[0] for action in self.view.menu.actions() if action.text()]

    def choose_in_menu(self, words: str) -> None:
        action = next(a for a in self.view.menu.actions() if a.text().split("\t")[0] == words)
        self.stage.act(action.trigger)
        self.view.menu.hide()

    def notices(self) -> list[str]:
        return [notice.text for notice in self.stage.notices.standing]


def opened(make_screen: MakeScreen, day: Day | None = None, *, size: tuple[int, int] = WIDE, **options: Any) -> Page:
    stage = make_screen(day or staffed_day(), **{"person": OFFICER, **options})
    return Page(stage, stage.show(RosterView, size=size))


@pytest.fixture
def page(make_screen: MakeScreen) -> Page:
    return opened(make_screen)


def test_four_forces_stand_side_by_side_with_who_can_be_sent(page: Page) -> None:
    assert [column.figures for column in page.view.columns.values()] == ["5 / 7", "4 / 6", "1 / 5", "4 / 5"]
    assert page.names(Source.ENFORCEMENT) == ["交警中队", "城管1队", "城管2队", "市场监管所", "派出所勤务", "消防监督"]


def test_posts_planned_filled_and_on_duty_are_told_apart(page: Page) -> None:
    assert page.column(Source.SOCIAL).posts == "编制 40 · 在编 32 · 在岗 27"


def test_a_state_says_where_or_how_many(page: Page) -> None:
    assert page.state("f-volunteers") == "可派 12人"
    assert page.state("f-shen") == "途中 1020"
    assert page.state("f-green") == "在场 998"
    assert page.state("f-fire") == "离岗"


def test_a_force_sent_down_says_by_whom_and_until_when(page: Page) -> None:
    assert "下沉：区市场监管局，至 2026-12-31" in page.hint("f-market")
    assert "至" not in page.hint("f-cg2").split("下沉：")[1]


def test_what_nobody_has_confirmed_for_days_says_so(page: Page) -> None:
    assert "30 天以上没有人确认" in page.hint("f-works")
    assert "30 天以上没有人确认" in page.hint("f-riders")
    assert "确认" not in page.hint("f-hui")


def test_the_shift_that_runs_and_the_next_stand_in_the_head(page: Page) -> None:
    assert page.view.shifts == "早班 08:30–17:30 · 下一班 晚班 17:30–08:30"


def test_a_key_sets_the_state_and_it_can_be_undone(page: Page) -> None:
    page.choose("f-hui")
    page.press(Qt.Key.Key_4)
    assert page.state("f-hui") == "离岗"
    assert page.notices() == ["网格员 张慧 改为 离岗"]
    page.stage.act(page.stage.notices.undo_latest)
    assert page.state("f-hui") == "可派"


def test_enter_offers_the_four_states_and_the_case(page: Page) -> None:
    page.choose("f-shen")
    page.press(Qt.Key.Key_Return)
    assert page.offered() == ["可派", "途中", "在场", "离岗", "打开事件 1020"]
    page.choose_in_menu("在场")
    assert page.state("f-shen") == "在场 1020"


def test_the_case_of_a_force_can_be_opened(page: Page) -> None:
    asked: list[str] = []
    page.view.incident_chosen.connect(asked.append)
    page.choose("f-shen")
    page.press(Qt.Key.Key_Enter)
    page.choose_in_menu("打开事件 1020")
    assert asked == ["i-1020"]


def test_a_click_on_the_state_offers_the_states_on_the_name_it_only_chooses(page: Page) -> None:
    table = page.choose("f-hui")
    place = table.model.place_of("f-hui") or 0

    def click(column: int) -> None:
        where = table.table.visualRect(table.model.index(place, column)).center()
        page.stage.act(lambda: QTest.mouseClick(table.table.viewport(), Qt.MouseButton.LeftButton, pos=where))

    click(0)
    assert page.offered() == []
    click(1)
    assert page.offered() == ["可派", "途中", "在场", "离岗"]


def test_arrows_go_from_column_to_column_and_only_one_force_is_chosen(page: Page) -> None:
    page.choose("f-hui")
    page.press(Qt.Key.Key_Right)
    tables = [column.table for column in page.view.columns.values()]
    assert [table.chosen is not None for table in tables] == [False, True, False, False]
    page.press(Qt.Key.Key_Left)
    page.press(Qt.Key.Key_Left)
    assert [table.chosen is not None for table in tables] == [False, False, False, True]


def test_saying_the_same_state_again_confirms_it(page: Page) -> None:
    page.choose("f-works")
    page.press(Qt.Key.Key_3)
    assert page.notices() == ["市政养护组 的状态已确认"]
    assert "30 天以上没有人确认" not in page.hint("f-works")


def test_a_state_changed_elsewhere_is_told_and_not_overwritten(page: Page) -> None:
    page.choose("f-hui")
    force = page.stage.cache.get(Force, "f-hui")
    assert force is not None
    page.stage.cache.hear(Put(replace(force, duty=Duty.ON_SCENE)))  # and this screen has not been told yet
    page.press(Qt.Key.Key_4)
    assert "网格员 张慧" in page.notices()[0]
    assert page.stage.notices.standing[0].kind is Kind.PROBLEM


def test_offline_a_change_waits_and_says_so(make_screen: MakeScreen) -> None:
    page = opened(make_screen, answers=False)
    page.stage.act(page.stage.central.unplug)
    page.stage.given(SetDuty(force="f-hui", saw=Duty.AVAILABLE, duty=Duty.OFF))
    assert page.state("f-hui") == "离岗"
    assert "已在本机生效，待发" in page.hint("f-hui")
    page.stage.central.answers = True
    page.stage.act(page.stage.central.plug)
    assert "待发" not in page.hint("f-hui")


def test_a_change_made_elsewhere_is_heard(page: Page) -> None:
    force = page.stage.cache.get(Force, "f-hui")
    assert force is not None
    page.stage.act(lambda: page.stage.central.hear(replace(force, duty=Duty.OFF)))
    assert page.state("f-hui") == "离岗"


def test_low_panes_tell_who_can_be_sent_in_a_line(make_screen: MakeScreen) -> None:
    page = opened(make_screen, size=LOW)
    column = page.column(Source.TOWN_SPONSOR)
    assert column.table.isHidden()
    assert column.brief == "可派 包保组 徐杰"
    page.stage.act(lambda: page.view.resize(786, 288))
    assert not column.table.isHidden()


def test_an_area_without_forces_says_so(make_screen: MakeScreen) -> None:
    day = staffed_day()
    day.world.apply(tuple(Drop("force", force.id) for force in day.world.find(Force)))
    page = opened(make_screen, day)
    assert page.view.pane.state == EmptyGood(words="片区还没有登记力量", checked_at=page.stage.clock.now)
    as_of = page.stage.clock.now - timedelta(minutes=6)
    page.stage.act(lambda: page.view.tell_link(Stale(as_of=as_of)))
    assert page.view.pane.state == EmptyGood(words="片区还没有登记力量", checked_at=as_of, away=True)


def test_a_cache_that_fails_is_told_in_the_pane(make_screen: MakeScreen) -> None:
    page = opened(make_screen)
    page.stage.lanes.trouble = Problem(Code.DISK_FULL)
    page.stage.act(page.view.open)
    assert isinstance(page.view.pane.state, Failed)


def test_a_shift_is_planned_after_the_last_one(page: Page) -> None:
    page.stage.act(page.view.plan_shift)
    form = page.stage.dialog(ShiftForm)
    assert "晚班 11-18 17:30–08:30" in form.fields["starts"].message
    page.stage.act(form.submit)
    planned = max(page.stage.cache.find(Shift), key=lambda shift: shift.starts)
    assert (planned.name, planned.ends - planned.starts) == ("早班", timedelta(hours=9))


def test_a_shift_that_overlaps_is_refused_in_the_form(page: Page) -> None:
    page.stage.act(page.view.plan_shift)
    form = page.stage.dialog(ShiftForm)
    form._starts.set_moment(page.stage.desk.now())
    page.stage.act(form.submit)
    assert form.isVisible()
    assert "早班" in form.problem


def test_a_shift_cannot_end_before_it_begins(page: Page) -> None:
    page.stage.act(page.view.plan_shift)
    form = page.stage.dialog(ShiftForm)
    form._ends.set_moment(page.stage.desk.now())
    page.stage.act(form.submit)
    assert form.fields["ends"].message
    assert form.isVisible()


def test_english_speaks_of_forces_in_english(page: Page) -> None:
    page.stage.speak("en")
    assert page.state("f-fire") == "Off"


def test_models_hold_qts_own_rules(page: Page, watched: Callable[[QAbstractItemModel], None]) -> None:
    for column in page.view.columns.values():
        watched(column.model)
    page.choose("f-hui")
    page.press(Qt.Key.Key_4)
    assert page.state("f-hui") == "离岗"
