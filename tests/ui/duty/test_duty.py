"""The log is written and read; a shift goes from one person to the next with everything that is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.commands.duty import WriteLog
from app.commands.notes import AddNote
from app.domain.duty import Handover, HandoverState, LogNote
from app.domain.problems import Code, Problem
from app.domain.record import Put
from tests.pages.screens import MakeScreen
from tests.support.builders import AREA, OFFICER, SECOND_OFFICER, busy_day, quiet_day
from tests.support.screen import ScreenStage
from tests.ui.duty.shifts import hand_over_command, handed_over, handover, hear, log_of_the_day
from tests.ui.pending.conflicts import conflict, cut_off
from ui.common.pane_states import EmptyGood, Failed, Ready, Stale
from ui.duty.view import DutyView


class Page:
    """The page as a person sees and works it."""

    def __init__(self, stage: ScreenStage, view: DutyView) -> None:
        self.stage, self.view = stage, view

    def lines(self) -> list[tuple[str, ...]]:
        model = self.view.log.model
        return [tuple(str(model.index(row, column).data()) for column in (1, 2, 3, 4)) for row in range(model.rowCount())]

    def write(self, text: str) -> None:
        line = self.view.log.line
        line.setText(text)
        self.stage.act(lambda: QTest.keyClick(line, Qt.Key.Key_Return))

    def items(self) -> list[tuple[str, str]]:
        model = self.view.handover.model
        return [(str(model.index(row, 1).data()), str(model.index(row, 2).data())) for row in range(model.rowCount())]

    def press(self) -> None:
        self.stage.act(self.view.handover.button.click)

    def holder(self) -> QWidget | None:
        """What has the keys."""
        return self.view.window().focusWidget()

    def handovers(self) -> list[Handover]:
        return list(self.stage.cache.find(Handover))

    def past(self) -> list[str]:
        return [self.view._told.change(held) for held in self.view._past.rows]

    def notices(self) -> list[str]:
        return [notice.text for notice in self.stage.notices.standing]


def opened(make_screen: MakeScreen, *, day: Any = None, **options: Any) -> Page:
    stage = make_screen(day or busy_day(), **{"person": OFFICER, **options})
    return Page(stage, stage.show(DutyView, size=(1350, 800)))


@pytest.fixture
def page(make_screen: MakeScreen) -> Page:
    return opened(make_screen)


def test_lines_stand_newest_first_with_the_case_they_are_about(page: Page) -> None:
    log_of_the_day(page.stage)
    assert [line[0] for line in page.lines()] == ["14:12", "13:17", "11:22", "07:32"]
    assert page.lines()[3] == ("07:32", "李敏", "夜间打桩第三次来电，已约工地负责人 9:30 面谈。", "1011")
    assert page.view.shift == "早班 08:30–17:30"


def test_enter_writes_a_line_under_the_name_of_the_person(page: Page) -> None:
    page.write("水泵已归还")
    assert page.lines() == [("14:32", "王芳", "水泵已归还", "")]
    assert page.view.log.line.text() == ""
    note = page.stage.cache.find(LogNote)[0]
    assert (note.by, note.seat, note.area) == (OFFICER, "seat-1", AREA)


def test_an_empty_line_is_refused_beside_the_field_and_the_next_try_clears_it(page: Page) -> None:
    page.write("   ")
    assert "内容" in page.view.log.problem
    assert page.lines() == []
    page.write("巡查一圈，无异常")
    assert page.view.log.problem == ""


def test_a_line_that_was_not_taken_stays_in_the_field(page: Page) -> None:
    page.stage.lanes.trouble = Problem(Code.DISK_FULL)
    page.write("水泵已归还")
    assert page.view.log.line.text() == "水泵已归还"
    assert page.view.log.problem


def test_enter_on_a_line_opens_its_case(page: Page) -> None:
    log_of_the_day(page.stage)
    asked: list[str] = []
    page.view.incident_chosen.connect(asked.append)
    for place in (0, 1):
        page.view.log.table.choose(page.view.log.model.id_at(place))
        page.stage.act(lambda: QTest.keyClick(page.view.log.table, Qt.Key.Key_Return))
    assert asked == ["i-1029"]


def test_hostile_text_in_the_log_is_text(page: Page) -> None:
    page.stage.given(WriteLog(note="n-1", area=AREA, text="<b>粗</b><img src=x>"))
    page.view.log.table.choose("n-1")
    assert page.lines()[0][2] == "<b>粗</b><img src=x>"
    assert page.view.log._whole.textFormat() is Qt.TextFormat.PlainText


def test_the_draft_lists_what_is_open_the_gravest_first(page: Page) -> None:
    sorts = [sort for sort, _ in page.items()]
    assert sorts[:3] == ["特急"] * 3
    assert sorts == sorted(sorts, key=["特急", "超时", "承诺到场", "下一班到期", "督办"].index)
    assert page.view.handover.head == f"交出本席 · {len(sorts)} 项"
    assert page.view.handover.button.isEnabled()


def test_a_clean_shift_is_handed_over_at_once(page: Page) -> None:
    page.view.handover.note.setPlainText("水泵还在借，记得归还。")
    page.press()
    held = page.handovers()[0]
    assert (held.state, held.leaver, held.seat, held.note) == (
        HandoverState.SIGNED_OUT,
        OFFICER,
        "seat-1",
        "水泵还在借，记得归还。",
    )
    assert len(held.items) > 10
    assert page.view.handover.head == "王芳 已交班，待接班"
    assert page.notices() == ["已交班，等接班人在本席接班"]


def test_what_is_unsent_or_refused_must_be_confirmed_first(page: Page) -> None:
    conflict(page.stage)
    cut_off(page.stage)
    panel = page.view.handover
    assert not panel.button.isEnabled()
    assert panel.button.reason == "先确认未发的命令和未处理的冲突"
    page.stage.act(panel.confirm.click)
    page.press()
    held = page.handovers()[0]
    assert (held.unsent, held.refusals, held.unsent_confirmed) == (2, 2, True)
    assert {item.sort for item in held.items} >= {"unsent", "refused"}
    assert ("待发", "998 备注 惠平绿地西侧残枝堆积") in page.items()
    assert ("冲突", "1024 派遣 真南路1080号西侧，弱电线缆垂落至非机动车道上方约1.6米，有行人绕行。") in page.items()


def test_a_confirmation_holds_only_for_what_was_shown(page: Page) -> None:
    cut_off(page.stage)
    page.stage.act(page.view.handover.confirm.click)
    assert page.view.handover.button.isEnabled()
    page.stage.given(AddNote(incident="i-998", text="又添一车"))
    assert not page.view.handover.confirm.isChecked()
    assert not page.view.handover.button.isEnabled()


def test_a_change_between_looking_and_pressing_is_shown_and_nothing_signed(page: Page) -> None:
    cut_off(page.stage)
    page.stage.act(page.view.handover.confirm.click)
    page.stage.cache.do(page.stage.desk.order(AddNote(incident="i-998", text="又添一车")))  # and this screen has not been told
    page.press()
    assert page.handovers() == []
    assert "刚刚变了" in page.view.handover.problem


def test_nobody_takes_over_from_himself(page: Page) -> None:
    page.press()
    button = page.view.handover.button
    assert button.text() == "接班"
    assert not button.isEnabled()
    assert "请接班人登录" in button.reason


def test_the_one_who_comes_takes_over_at_the_same_seat(page: Page) -> None:
    page.press()
    page.stage.become(SECOND_OFFICER)
    page.stage.act(lambda: page.view.tell_link(None))
    assert page.view.handover.button.isEnabled()
    page.press()
    held = page.handovers()[0]
    assert (held.state, held.comer) == (HandoverState.TAKEN_OVER, SECOND_OFFICER)
    assert page.past() == ["王芳 → 李敏"]
    assert page.view.handover.button.text() == "交班"


def space(page: Page) -> None:
    """The space bar, wherever the keys are."""
    holder = page.holder()
    assert holder is not None
    page.stage.act(lambda: QTest.keyClick(holder, Qt.Key.Key_Space))


def test_after_handing_over_the_keys_stay_in_the_handover_and_a_second_press_does_nothing(page: Page) -> None:
    panel = page.view.handover
    page.stage.act(panel.button.setFocus)
    space(page)
    assert not panel.button.isEnabled()
    assert page.holder() is panel.table

    page.stage.act(lambda: QTest.keyClick(panel.table, Qt.Key.Key_Down))
    assert panel.table.chosen is not None
    space(page)
    assert [held.state for held in page.handovers()] == [HandoverState.SIGNED_OUT]


def test_after_taking_over_the_keys_are_on_what_was_taken_and_not_on_giving_it_away(page: Page) -> None:
    page.press()
    page.stage.become(SECOND_OFFICER)
    page.stage.act(lambda: page.view.tell_link(None))
    page.stage.act(page.view.handover.button.setFocus)
    space(page)
    assert page.holder() is page.view.handover.table
    space(page)
    assert [held.state for held in page.handovers()] == [HandoverState.TAKEN_OVER]


def test_with_nothing_to_hand_over_the_keys_go_to_the_handovers_before(make_screen: MakeScreen) -> None:
    page = opened(make_screen, day=quiet_day())
    page.stage.act(page.view.handover.button.setFocus)
    space(page)
    assert page.view.handover.head == "王芳 已交班，待接班"
    assert page.holder() is page.view.past


def test_a_change_while_somebody_writes_his_note_leaves_him_there(page: Page) -> None:
    page.stage.act(page.view.handover.note.setFocus)
    page.stage.given(AddNote(incident="i-998", text="又添一车"))
    assert page.holder() is page.view.handover.note


def test_keys_elsewhere_are_left_there(page: Page) -> None:
    page.stage.act(page.view.log.line.setFocus)
    page.press()
    assert page.holder() is page.view.log.line


def test_what_the_one_before_left_is_read_before_taking_over(page: Page) -> None:
    handed_over(page.stage)
    assert page.items() == [
        ("特急", "1027 陈翔公路慢车道下陷"),
        ("下一班到期", "987 德园路菜场后门垃圾外溢"),
        ("待发", "998 备注 惠平绿地西侧残枝堆积"),
    ]
    assert page.view.handover._words.text() == "水泵还在借，记得归还。"
    assert page.past() == ["李敏 → 待接班", "李敏 → 王芳"]


def test_a_handover_taken_by_another_first_is_told(page: Page) -> None:
    handed_over(page.stage)
    taken = replace(handover(taken=False), state=HandoverState.TAKEN_OVER, comer="p-zhang", comer_name="张磊")
    page.stage.cache.hear(Put(taken))  # and this screen has not been told yet
    page.press()
    assert "张磊" in page.view.handover.problem


def test_the_shift_changes_without_the_centre(page: Page) -> None:
    page.stage.central.answers = False
    page.stage.act(page.stage.central.unplug)
    page.press()
    assert page.view.handover.head == "王芳 已交班，待接班"
    assert [type(waiting.order.command).__name__ for waiting in page.stage.cache.waiting()] == ["HandOver"]


def test_a_handover_given_elsewhere_at_this_seat_is_heard(page: Page) -> None:
    page.stage.given(hand_over_command(page.stage))
    assert page.view.handover.head == "王芳 已交班，待接班"


def test_enter_on_an_item_opens_its_case(page: Page) -> None:
    hear(page.stage, handover(taken=False))
    asked: list[str] = []
    page.view.incident_chosen.connect(asked.append)
    page.view.handover.table.choose(1)
    page.stage.act(lambda: QTest.keyClick(page.view.handover.table, Qt.Key.Key_Return))
    assert asked == ["i-987"]


def test_a_desk_without_handovers_says_so(make_screen: MakeScreen) -> None:
    page = opened(make_screen, day=quiet_day())
    assert isinstance(page.view.past_pane.state, EmptyGood)
    assert page.view.log_pane.state == Ready()
    assert page.items() == []


def test_the_age_is_told_and_a_failing_cache_too(page: Page) -> None:
    stale = Stale(as_of=page.stage.desk.now())
    page.stage.act(lambda: page.view.tell_link(stale))
    assert page.view.log_pane.state == stale
    page.stage.lanes.trouble = Problem(Code.DISK_FULL)
    page.stage.act(page.view._follower.read_again)
    assert isinstance(page.view.log_pane.state, Failed)


def test_english_names_what_is_handed_over(page: Page) -> None:
    handed_over(page.stage)
    page.stage.speak("en")
    assert page.items()[2][1] == "998 Note 惠平绿地西侧残枝堆积"


def test_models_hold_qts_own_rules(page: Page, watched: Callable[[QAbstractItemModel], None]) -> None:
    for model in (page.view.log.model, page.view.handover.model, page.view._past):
        watched(model)
    log_of_the_day(page.stage)
    page.press()
    assert page.past()[0] == "王芳 → 待接班"
