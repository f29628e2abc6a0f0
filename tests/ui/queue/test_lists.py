"""The live lists: in place, sorted, never losing what is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.desk.queue import Tab
from app.domain.catalogue import Severity
from app.domain.incident import Asked, Incident, State
from app.domain.problems import Code, Problem
from tests.pages.duty import DutyDesk
from tests.pages.fixtures import MakeDesk
from tests.support.builders import NOW, quiet_day, unit
from ui.common.buttons import ActButton
from ui.common.formatting import Language, clock
from ui.common.pane_states import EmptyByFilter, EmptyGood, Failed, Stale
from ui.common.translation import Translation
from ui.queue.columns import FLAGS
from ui.queue.telling import Telling, short_number


def test_the_lists_are_counted_and_sorted_by_severity_then_limit(desk: DutyDesk) -> None:
    assert desk.queue.tab_words() == ["待办 13", "处置中 5", "今日办结 2", "历史"]
    ranks = [row.severity.rank for row in desk.queue.rows]
    assert ranks == sorted(ranks)
    dues = [row.step_due for row in desk.queue.rows if row.severity is Severity.URGENT and row.step_due]
    assert dues == sorted(dues)


def test_a_change_elsewhere_shows_in_the_cell_without_moving_the_choice(desk: DutyDesk) -> None:
    desk.queue.row("1009").choose()
    before = desk.queue.row("1009").place
    case = desk.stage.cache.get(Incident, "i-1026")
    assert case is not None

    desk.stage.act(lambda: desk.stage.central.hear(replace(case, title="沪宜公路积水已退")))

    assert desk.queue.row("积水已退").row.id == "i-1026"
    assert desk.queue.chosen == "i-1009"
    assert desk.queue.row("1009").place == before


def test_a_case_that_leaves_the_list_does_not_pass_the_choice_to_its_neighbour(desk: DutyDesk) -> None:
    desk.open_case("i-1024")

    desk.does("Dispatch")
    desk.hands.press("Return")

    assert not desk.queue.has("真南路1080号")
    assert desk.queue.chosen == ""
    assert desk.detail.incident == "i-1024"
    assert desk.detail.state == "dispatched"


def test_a_new_critical_case_enters_the_strip_and_moves_no_row(desk: DutyDesk) -> None:
    before = desk.queue.titles
    model = desk.stage.cache.get(Incident, "i-1031")
    assert model is not None
    new = replace(model, id="i-2001", title="沪宜公路天然气泄漏", reported_at=desk.stage.clock.now)

    desk.stage.act(lambda: desk.stage.central.hear(new))

    assert "沪宜公路天然气泄漏" in desk.queue.pinned
    assert desk.queue.titles == before
    assert len(desk.queue.lines) == 3  # the fourth is told as 另有 1 件


@pytest.mark.parametrize("width", [1366, 2560, 1600])
def test_the_buttons_of_the_strip_stand_in_the_column_of_signs_however_wide_the_list_becomes(desk: DutyDesk, width: int) -> None:
    view = desk.queue.view

    desk.stage.act(lambda: view.window().resize(width, 900))

    left, wide = view.table.spans()[FLAGS]
    for line in desk.queue.lines:
        button = line.findChild(ActButton)
        assert button is not None
        assert left - 8 < button.x() < left + wide  # a narrow column lends it some room


def test_space_acknowledges_and_f3_goes_on_to_the_next(desk: DutyDesk) -> None:
    desk.hands.press("F3")
    assert desk.queue.chosen == "i-1027"
    assert desk.detail.incident == "i-1027"

    desk.hands.press("Space")
    desk.hands.press("F3")

    assert desk.queue.chosen == "i-1029"
    assert len(desk.queue.pinned) == 2
    case = desk.stage.cache.get(Incident, "i-1027")
    assert case is not None
    assert case.acknowledged_by == "p-wang"


def test_f3_says_when_nothing_is_left(make_desk: MakeDesk) -> None:
    desk = make_desk(quiet_day())

    desk.hands.press("F3")

    assert desk.notices == ["没有未确认的事件"]


def test_an_acknowledgement_can_be_withdrawn_until_it_is_sent(make_desk: MakeDesk) -> None:
    desk = make_desk(answers=False)

    desk.hands.click(desk.queue.line("陈翔公路").button)
    line = desk.queue.line("陈翔公路")
    assert line.button.text() == "撤回"
    desk.hands.click(line.button)

    assert desk.queue.line("陈翔公路").button.text() == "确认"
    assert desk.stage.cache.waiting() == ()


def test_a_command_in_the_outbox_marks_the_row_until_the_centre_has_answered(make_desk: MakeDesk) -> None:
    desk = make_desk(answers=False)
    desk.queue.row("下匝道").choose()

    desk.hands.press("N")
    desk.form.fill(text="积水已过脚踝")
    desk.form.submit()
    assert not desk.queue.row("下匝道").is_pending  # a note writes no case
    desk.open_case("i-1026")
    desk.does("FileCase")
    desk.form.submit()
    assert desk.queue.row("沪宜公路").is_pending

    desk.stage.act(desk.stage.central.answer)
    assert not desk.queue.row("沪宜公路").is_pending


def test_the_tree_narrows_the_lists_and_view_all_widens_them(desk: DutyDesk) -> None:
    page = desk.stage.window.desk_page

    desk.stage.act(lambda: page.tree.tree.choose(unit("惠平")))
    assert {row.unit for row in desk.queue.rows} == {unit("惠平")}
    assert desk.queue.tab_words()[0] == "待办 3"
    assert len(desk.queue.pinned) == 3  # the strip is never narrowed

    desk.stage.act(page.queue._all.click)
    assert desk.queue.tab_words()[0] == "待办 13"
    assert page.tree.chosen == ""


def test_a_list_emptied_by_the_filter_names_it_and_one_press_clears_it(desk: DutyDesk) -> None:
    page = desk.stage.window.desk_page
    desk.stage.act(lambda: page.tree.tree.choose(unit("华丰")))

    state = page.queue._pane.state
    assert isinstance(state, EmptyByFilter)
    assert state.filter_words == "华丰社区"
    desk.stage.act(page.queue._pane.filter_cleared.emit)

    assert desk.queue.titles


def test_a_desk_with_nothing_to_do_says_so_as_good_news(make_desk: MakeDesk) -> None:
    desk = make_desk(quiet_day())

    state = desk.queue.view._pane.state

    assert isinstance(state, EmptyGood)
    assert state.words == "当前无待办"


def test_a_desk_with_nothing_to_do_and_no_link_says_as_of_when(make_desk: MakeDesk) -> None:
    desk = make_desk(quiet_day())
    desk.stage.act(lambda: desk.stage.central.unplug(minutes_ago=6))
    as_of = desk.stage.desk.link.as_of
    assert as_of is not None
    pane = desk.queue.view._pane

    for tab in (Tab.TO_DO, Tab.IN_HAND, Tab.DONE_TODAY):
        desk.queue.turn_to(tab)
        assert isinstance(pane.state, EmptyGood)
        assert (pane.state.checked_at, pane.state.away) == (as_of, True)
    assert f"数据截至 {clock(as_of)}" in pane.wording.detail
    assert "连不上中心" in pane.accessibleDescription()

    desk.stage.act(desk.stage.central.plug)
    assert pane.state == EmptyGood(words="今天还没有办结的事件", checked_at=desk.stage.clock.now)


def test_a_list_emptied_by_the_filter_without_a_link_says_as_of_when(make_desk: MakeDesk) -> None:
    desk = make_desk(quiet_day())
    desk.stage.act(lambda: desk.queue.view.show_severity(Severity.CRITICAL))
    desk.stage.act(desk.stage.central.unplug)
    state = desk.queue.view._pane.state
    assert isinstance(state, EmptyByFilter)
    assert state.stale is not None
    assert state.stale.as_of == desk.stage.desk.link.as_of


def test_a_failing_read_is_told_in_the_pane_and_the_next_change_reads_again(desk: DutyDesk) -> None:
    desk.stage.lanes.trouble = Problem(Code.DISK_FULL)
    desk.stage.act(desk.stage.central.answer)
    desk.stage.act(lambda: desk.queue.view._follower.read_again())
    state = desk.queue.view._pane.state
    assert isinstance(state, Failed)
    assert "6001" in state.remedy

    desk.stage.lanes.trouble = None
    desk.stage.act(lambda: desk.queue.view._follower.read_again())

    assert not isinstance(desk.queue.view._pane.state, Failed)


def test_while_the_centre_is_away_the_pane_says_of_what_time_it_is(desk: DutyDesk) -> None:
    desk.stage.act(desk.stage.central.unplug)
    assert isinstance(desk.queue.view._pane.state, Stale)

    desk.stage.act(desk.stage.central.plug)
    assert not isinstance(desk.queue.view._pane.state, Stale)


def test_ages_run_on_without_reading_anything(desk: DutyDesk) -> None:
    before = desk.queue.row("1009").cell("age")
    reads = len(desk.stage.tasks.running)

    desk.stage.second(2)

    assert desk.queue.row("1009").cell("age") != before
    assert reads == len(desk.stage.tasks.running) == 0


def test_severity_narrows_the_list(desk: DutyDesk) -> None:
    desk.stage.act(lambda: desk.queue.view.show_severity(Severity.URGENT))

    assert {row.severity for row in desk.queue.rows} == {Severity.URGENT}


def test_a_hostile_title_is_text_on_one_line(desk: DutyDesk) -> None:
    case = desk.stage.cache.get(Incident, "i-1009")
    assert case is not None
    hostile = "<img src='file://host/share/x'><b>粗</b>&amp;" + "长" * 60

    desk.stage.act(lambda: desk.stage.central.hear(replace(case, title=hostile)))
    desk.open_case("i-1009")

    assert desk.queue.row("<img").row.title == hostile
    assert desk.detail.view.head._text.text().replace("\u200b", "").startswith("<img src=")
    assert desk.detail.view.width() <= 420  # no single word widens the pane


@pytest.mark.parametrize(
    ("number", "shown"),
    [("NX3-20261118-1024", "1024"), ("T-1A2B3C", "T-1A2B3C"), ("101000113298", "101000113298"), ("NX3-2026", "NX3-2026")],
)
def test_people_say_the_last_part_of_a_number(number: str, shown: str) -> None:
    assert short_number(number) == shown


def test_a_reopened_day_moves_ended_cases_to_history(desk: DutyDesk) -> None:
    desk.queue.turn_to(Tab.DONE_TODAY)
    assert len(desk.queue.rows) == 2
    assert {row.state for row in desk.queue.rows} == {State.CLOSED}

    desk.stage.clock.pass_(hours=12)
    desk.stage.act(lambda: desk.queue.view._follower.read_again())

    assert not desk.queue.titles


def test_ages_of_ended_cases_stand_still(desk: DutyDesk) -> None:
    desk.queue.turn_to(Tab.DONE_TODAY)
    before = [desk.queue.row(row.title).cell("age") for row in desk.queue.rows]
    desk.stage.second(int(timedelta(minutes=5).total_seconds()))
    assert [desk.queue.row(row.title).cell("age") for row in desk.queue.rows] == before


def test_a_key_in_the_list_acts_and_the_keys_go_on_from_the_place_that_was_left(desk: DutyDesk) -> None:
    desk.queue.row("真南路1080号").choose()
    place = desk.queue.row("真南路1080号").place
    following = desk.queue.rows[place + 1].id

    desk.hands.press("D")
    desk.hands.press("Return")
    assert desk.detail.incident == "i-1024"  # the case that was sent stays on screen
    assert desk.queue.chosen == ""

    desk.hands.press("Down")
    assert desk.queue.chosen == following
    assert desk.detail.incident == following


def test_coming_to_the_list_chooses_nothing(desk: DutyDesk) -> None:
    assert desk.queue.view.table.hasFocus()
    assert desk.queue.chosen == ""
    assert desk.detail.incident == ""


ASKED = Asked(by="p-hui", at=NOW, until=NOW + timedelta(hours=2), reason="等吊车", basis="租赁合同")


@pytest.fixture
def translation(qapp: QApplication) -> Iterator[Translation]:
    made = Translation(qapp)
    yield made
    made.remove()
    made.deleteLater()


@pytest.mark.parametrize(
    ("wish", "chinese", "english"),
    [
        ("overall_due", ("总逾", "已过总时限"), ("Total", "past its whole term")),
        ("wait_asked", ("请缓", "申请缓办，待批"), ("Wait?", "a wait is asked for, to be decided")),
        ("extension_asked", ("请延", "申请延期，待批"), ("Ext?", "more time is asked for, to be decided")),
    ],
)
def test_a_wish_and_a_whole_term_that_is_over_are_signs_on_the_row_and_are_read_out_in_whole_words(
    desk: DutyDesk, translation: Translation, wish: str, chinese: tuple[str, str], english: tuple[str, str]
) -> None:
    case = desk.stage.cache.get(Incident, "i-998")
    assert case is not None
    desk.stage.act(lambda: desk.queue.view.show_tab(Tab.IN_HAND))
    assert flagged(desk) == ((), "", "")

    given = NOW - timedelta(minutes=1) if wish == "overall_due" else ASKED
    desk.stage.act(lambda: desk.stage.central.hear(replace(case, **{wish: given})))
    for language, (sign, words) in ((Language.CHINESE, chinese), (Language.ENGLISH, english)):
        desk.stage.act(partial(translation.switch, language))
        assert flagged(desk) == ((sign,), words, words)
    desk.stage.act(lambda: translation.switch(Language.CHINESE))

    desk.stage.act(lambda: desk.stage.central.hear(case))
    assert flagged(desk) == ((), "", "")


def flagged(desk: DutyDesk) -> tuple[tuple[str, ...], str, str]:
    """The signs painted on the row of the case, what is read out of them, and the tool tip."""
    row, model = desk.queue.row("998"), desk.queue.view.table.model()
    column = next(n for n in range(model.columnCount()) if model.headerData(n, Qt.Orientation.Horizontal) in ("标记", "Flags"))
    index = model.index(row.place, column)
    read_out, tip = (model.data(index, role) for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole))
    return Telling(desk.stage.words, desk.stage.clock).flags(row.row), str(read_out or ""), str(tip or "")
