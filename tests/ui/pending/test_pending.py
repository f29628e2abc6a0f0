"""What waits can be withdrawn until it is sent; what was refused stays until a person has dealt with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QTest

from app.commands.dispatching import Dispatch
from app.commands.notes import AddNote
from app.commands.staffing import SetDuty
from app.domain.duty import LogNote
from app.domain.incident import Entry, Incident, State, Verb
from app.domain.machine import Seen
from app.domain.problems import Code, Problem
from app.domain.record import Put
from app.domain.refusal import Refusal, RefusalState
from app.domain.roster import Duty, Force
from tests.pages.screens import MakeScreen
from tests.support.builders import DEPUTY, OFFICER, busy_day, quiet_day
from tests.support.screen import ScreenStage
from tests.ui.pending.conflicts import CABLE, come_back, conflict, cut_off, elsewhere
from ui.common.columns import TOOLTIP
from ui.common.pane_states import EmptyGood, Failed, Ready, Stale
from ui.pending.columns import SUBJECT, WITHDRAW
from ui.pending.view import PendingView

AGAIN, HAND_ON, DISCARD = Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3


class Page:
    """The page as a person sees and works it."""

    def __init__(self, stage: ScreenStage, view: PendingView) -> None:
        self.stage, self.view = stage, view

    def waiting(self) -> list[str]:
        return [self.view._told.waiting(line) for line in self.view.waiting_lines]

    def standings(self) -> list[str]:
        return [self.view._told.standing(line) for line in self.view.waiting_lines]

    def refused(self) -> list[str]:
        return [self.view._told.subject(line) for line in self.view.box_lines]

    def choose(self, verb: str) -> None:
        found = next(line for line in self.view.box_lines if line.row.refusal.verb == verb)
        self.stage.act(lambda: self.view.choose(found.id))

    def press(self, key: Qt.Key) -> None:
        self.stage.act(lambda: QTest.keyClick(self.view.box, key))

    def click_withdraw(self, place: int) -> None:
        self.click(place, WITHDRAW)

    def click(self, place: int, key: str) -> None:
        table = self.view.outbox
        model = table.model()
        column = next(n for n, found in enumerate(self.view._orders.columns) if found.key == key)
        where = table.visualRect(model.index(place, column)).center()
        self.stage.act(lambda: QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where))

    def fact(self, label: str) -> tuple[str, str, str]:
        found = next(fact for fact in self.view.page.comparison.facts if fact.label == label)
        return found.before, found.mine, found.now

    def refusal(self, verb: str) -> Refusal:
        return next(refusal for refusal in self.stage.cache.find(Refusal) if refusal.verb == verb)

    def notices(self) -> list[str]:
        return [notice.text for notice in self.stage.notices.standing]


def opened(make_screen: MakeScreen, **options: Any) -> Page:
    stage = make_screen(options.pop("day", None) or busy_day(), **{"person": OFFICER, **options})
    return Page(stage, stage.show(PendingView, size=(1350, 800)))


def lost_at_the_centre(page: Page, verb: str) -> None:
    """The centre comes back from a backup and knows nothing of a refusal."""
    page.stage.act(lambda: page.stage.central.forget(page.refusal(verb).id))


@pytest.fixture
def offline(make_screen: MakeScreen) -> Page:
    """Four orders wait."""
    page = opened(make_screen)
    cut_off(page.stage)
    return page


@pytest.fixture
def boxed(make_screen: MakeScreen) -> Page:
    """A dispatch and a state of a force were refused."""
    page = opened(make_screen)
    conflict(page.stage)
    return page


def test_what_waits_stands_in_the_order_of_sending(offline: Page) -> None:
    assert offline.waiting() == ["T-I1027 确认", "1024 派遣", "T-I1026 立案", "998 备注"]
    assert set(offline.standings()) == {"待发"}
    assert offline.view.outbox_pane.state == Ready()


def test_a_click_on_withdraw_takes_the_order_back(offline: Page) -> None:
    offline.click_withdraw(1)
    assert offline.waiting() == ["T-I1027 确认", "T-I1026 立案", "998 备注"]
    assert offline.notices() == ["已撤回：1024 派遣"]
    case = offline.stage.cache.get(Incident, CABLE)
    assert case is not None
    assert case.state is State.FILED


def test_delete_takes_the_chosen_order_back(offline: Page) -> None:
    offline.view.outbox.choose(offline.view.waiting_lines[3].order)
    offline.stage.act(lambda: QTest.keyClick(offline.view.outbox, Qt.Key.Key_Delete))
    assert "998 备注" not in offline.waiting()


def test_what_was_sent_can_no_longer_be_withdrawn(offline: Page) -> None:
    offline.stage.cache.mark_sent()
    offline.stage.act(offline.view._follower.read_again)
    assert set(offline.standings()) == {"已发出，等答复"}
    offline.click_withdraw(0)
    assert len(offline.waiting()) == 4
    offline.view.outbox.choose(offline.view.waiting_lines[0].order)
    offline.stage.act(offline.view.withdraw)
    assert offline.notices() == ["已经发出，不能撤回〔6016〕"]


def test_what_another_person_ordered_stays_and_says_whose_it_is(offline: Page) -> None:
    offline.stage.become(DEPUTY)
    offline.stage.act(offline.view._follower.read_again)
    offline.stage.given(AddNote(incident=CABLE, text="值守已换班"))
    assert [line.author_name for line in offline.view.waiting_lines] == [*["王芳"] * 4, "张磊"]
    index = offline.view._orders.index(1, 3)
    assert (index.data(), index.data(TOOLTIP)) == ("王芳", "这是王芳的命令，只有本人能撤回〔5029〕")
    offline.click_withdraw(1)
    offline.view.outbox.choose(offline.view.waiting_lines[1].order)
    offline.stage.act(lambda: QTest.keyClick(offline.view.outbox, Qt.Key.Key_Delete))
    assert (len(offline.waiting()), offline.notices()) == (5, ["这是王芳的命令，只有本人能撤回〔5029〕"])
    offline.click_withdraw(4)
    assert offline.waiting() == ["T-I1027 确认", "1024 派遣", "T-I1026 立案", "998 备注"]


def test_an_order_overtaken_elsewhere_says_why_it_will_likely_be_refused(offline: Page) -> None:
    elsewhere(offline.stage)
    assert offline.standings() == ["待发", "可能被拒", "待发", "待发"]
    assert offline.view.doubt == "第 2 条可能被拒：1024 已被他人改动：你看到的是「已立案」，现在是「已派遣」〔2002〕"
    hint = offline.view._orders.index(1, 2).data(TOOLTIP)
    assert "已派遣" in str(hint)


def test_enter_on_an_order_opens_its_case(offline: Page) -> None:
    asked: list[str] = []
    offline.view.incident_chosen.connect(asked.append)
    offline.view.outbox.choose(offline.view.waiting_lines[1].order)
    offline.stage.act(lambda: QTest.keyClick(offline.view.outbox, Qt.Key.Key_Return))
    assert asked == [CABLE]


def test_a_click_on_an_order_opens_its_case(offline: Page) -> None:
    asked: list[str] = []
    offline.view.incident_chosen.connect(asked.append)
    offline.click(1, SUBJECT)
    offline.click(2, "standing")
    assert asked == [CABLE]
    assert offline.view.outbox.chosen == offline.view.waiting_lines[2].order


def test_an_order_without_a_case_opens_none_and_names_what_it_is_about(offline: Page) -> None:
    offline.stage.given(SetDuty(force="f-hui", saw=Duty.AVAILABLE, duty=Duty.OFF))
    asked: list[str] = []
    offline.view.incident_chosen.connect(asked.append)
    offline.click(4, SUBJECT)
    assert asked == []
    assert "网格员 张慧" in offline.view._told.under(offline.view.waiting_lines[4])


def test_a_refusal_goes_from_the_outbox_to_the_box_with_both_sides(offline: Page) -> None:
    elsewhere(offline.stage)
    come_back(offline.stage)
    assert offline.waiting() == []
    assert isinstance(offline.view.outbox_pane.state, EmptyGood)
    assert len(offline.refused()) == 1
    assert "「已立案」" in offline.view.page.sentence
    assert offline.fact("步骤") == ("已立案", "派遣", "已派遣")
    assert offline.fact("主办") == ("", "城管1队", "交警中队")
    assert offline.fact("协办") == ("", "市政养护组", "")
    assert offline.fact("交代") == ("", "弱电线缆，勿触碰", "封闭慢车道，引导绕行")


def test_what_the_rules_forbid_now_cannot_be_done_again_and_says_why(boxed: Page) -> None:
    boxed.choose("Dispatch")
    ways = boxed.view.page.ways
    assert not ways.buttons[RefusalState.DONE_AGAIN].isEnabled()
    assert "不能派遣" in ways.reason(RefusalState.DONE_AGAIN)
    boxed.press(AGAIN)
    assert boxed.refusal("Dispatch").state is RefusalState.OPEN


def test_doing_it_again_goes_on_the_present_sight(boxed: Page) -> None:
    boxed.choose("SetDuty")
    assert boxed.fact("值守状态") == ("可派", "离岗", "在场")
    boxed.press(AGAIN)
    force = boxed.stage.cache.get(Force, "f-hui")
    assert force is not None
    assert force.duty is Duty.OFF
    assert boxed.refusal("SetDuty").state is RefusalState.DONE_AGAIN
    assert boxed.notices() == ["改值守状态 已重新办理"]
    assert len(boxed.refused()) == 1


def test_a_dispatch_passes_again_once_the_case_came_back(boxed: Page) -> None:
    case = boxed.stage.cache.get(Incident, CABLE)
    assert case is not None
    back = replace(case, state=State.RETURNED, holder="")
    boxed.stage.act(lambda: boxed.stage.central.hear(back))
    boxed.choose("Dispatch")
    boxed.press(AGAIN)
    sent = boxed.stage.cache.get(Incident, CABLE)
    assert sent is not None
    assert (sent.state, sent.holder) == (State.DISPATCHED, "f-cg1")
    assert boxed.refusal("Dispatch").state is RefusalState.DONE_AGAIN


def test_what_changes_after_the_person_looked_is_not_overwritten(boxed: Page) -> None:
    boxed.choose("SetDuty")
    force = boxed.stage.cache.get(Force, "f-hui")
    assert force is not None
    boxed.stage.cache.hear(Put(replace(force, duty=Duty.ON_THE_WAY)))  # and this screen has not been told yet
    boxed.press(AGAIN)
    assert "途中" in boxed.view.page.ways.problem
    assert boxed.refusal("SetDuty").state is RefusalState.OPEN


def test_discarding_needs_a_word_why(boxed: Page) -> None:
    boxed.choose("Dispatch")
    boxed.press(DISCARD)
    ways = boxed.view.page.ways
    assert "说明" in ways.problem
    assert boxed.refusal("Dispatch").state is RefusalState.OPEN
    ways.note.setText("交警已到场，不再派")
    boxed.press(DISCARD)
    settled = boxed.refusal("Dispatch")
    assert (settled.state, settled.note, settled.dealt_by) == (RefusalState.DISCARDED, "交警已到场，不再派", OFFICER)
    assert boxed.refused() == ["网格员 张慧"]
    assert boxed.view.page.ways.note.text() == ""


def test_what_is_handed_on_stays_in_the_box_and_says_so(boxed: Page) -> None:
    boxed.choose("Dispatch")
    boxed.press(HAND_ON)
    assert boxed.refusal("Dispatch").state is RefusalState.HANDED_OVER
    assert len(boxed.refused()) == 2
    assert "已经移交" in boxed.view.page.ways.reason(RefusalState.HANDED_OVER)


def test_digits_in_the_note_are_digits(boxed: Page) -> None:
    boxed.choose("Dispatch")
    note = boxed.view.page.ways.note
    boxed.stage.act(lambda: QTest.keyClicks(note, "3"))
    assert note.text() == "3"
    assert boxed.refusal("Dispatch").state is RefusalState.OPEN


def test_settling_works_without_the_centre(boxed: Page) -> None:
    boxed.stage.central.answers = False
    boxed.stage.act(boxed.stage.central.unplug)
    boxed.choose("Dispatch")
    boxed.press(HAND_ON)
    assert boxed.refusal("Dispatch").state is RefusalState.HANDED_OVER
    assert boxed.waiting() == ["处理冲突"]


def test_the_case_of_a_refusal_can_be_opened(boxed: Page) -> None:
    asked: list[str] = []
    boxed.view.incident_chosen.connect(asked.append)
    boxed.choose("Dispatch")
    boxed.stage.act(boxed.view.page._open.click)
    boxed.press(Qt.Key.Key_Return)
    assert asked == [CABLE, CABLE]


def test_a_refusal_that_only_this_machine_knows_is_discarded_with_a_word_why(boxed: Page) -> None:
    lost_at_the_centre(boxed, "Dispatch")
    assert len(boxed.refused()) == 2
    boxed.choose("Dispatch")
    assert "中心还没有" in boxed.view.page.ways.reason(RefusalState.HANDED_OVER)
    boxed.press(DISCARD)
    assert "说明" in boxed.view.page.ways.problem
    assert len(boxed.stage.cache.refused()) == 1
    boxed.view.page.ways.note.setText("交警已到场，不再派")
    boxed.press(DISCARD)
    assert boxed.stage.cache.refused() == ()
    assert boxed.refused() == ["网格员 张慧"]
    assert boxed.notices() == ["派遣 1024 已放弃"]


def test_the_note_on_such_a_refusal_stands_where_the_next_one_looks(boxed: Page) -> None:
    for verb in ("Dispatch", "SetDuty"):
        lost_at_the_centre(boxed, verb)
        boxed.choose(verb)
        boxed.view.page.ways.note.setText("已当面说清")
        boxed.press(DISCARD)
    path = [entry.text for entry in boxed.stage.cache.find(Entry, incident=CABLE) if entry.verb is Verb.NOTED]
    assert path == ["派遣 1024 已放弃：已当面说清"]
    assert [note.text for note in boxed.stage.cache.find(LogNote)] == ["改值守状态 已放弃：已当面说清"]


def test_a_command_of_a_newer_program_is_shown_and_can_be_discarded(boxed: Page) -> None:
    strange = replace(boxed.refusal("Dispatch"), id="r-new", verb="Teleport", wanted='{"do":"Teleport"}')
    boxed.stage.cache.keep_refused(strange)
    boxed.stage.act(boxed.view._follower.read_again)
    boxed.stage.act(lambda: boxed.view.choose("r-new"))
    assert boxed.view.page.ways.reason(RefusalState.DONE_AGAIN)
    assert boxed.view.page.ways.buttons[RefusalState.DISCARDED].isEnabled()


def test_an_empty_box_is_good_news(make_screen: MakeScreen) -> None:
    page = opened(make_screen, day=quiet_day())
    for pane in (page.view.outbox_pane, page.view.box_pane, page.view.page_pane):
        assert isinstance(pane.state, EmptyGood)
    page.press(AGAIN)
    assert page.notices() == []


def test_the_age_of_everything_is_told_while_the_link_is_lost(boxed: Page) -> None:
    stale = Stale(as_of=boxed.stage.desk.now())
    boxed.stage.act(lambda: boxed.view.tell_link(stale))
    assert isinstance(boxed.view.box_pane.state, Stale)
    boxed.stage.act(lambda: boxed.view.tell_link(None))
    assert isinstance(boxed.view.box_pane.state, Ready)


def test_a_cache_that_fails_is_told_in_the_panes(boxed: Page) -> None:
    boxed.stage.lanes.trouble = Problem(Code.DISK_FULL)
    boxed.stage.act(boxed.view._follower.read_again)
    assert isinstance(boxed.view.box_pane.state, Failed)


def test_english_tells_both_sides_in_english(boxed: Page) -> None:
    boxed.choose("Dispatch")
    boxed.stage.speak("en")
    assert "Dispatched" in boxed.view.page.sentence
    assert boxed.view.page.comparison.facts[0].now == "Dispatched"


def test_models_hold_qts_own_rules(offline: Page, watched: Callable[[QAbstractItemModel], None]) -> None:
    watched(offline.view._orders)
    watched(offline.view._refusals)
    elsewhere(offline.stage)
    offline.stage.given(Dispatch(incident="i-1009", saw=Seen(state=State.FILED), force="f-cg2"))
    come_back(offline.stage)
    assert len(offline.refused()) == 1
